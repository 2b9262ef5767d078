// SPDX-License-Identifier: Apache-2.0
import type { Pointer } from '../../../model/pointer.ts';
import type { Offender } from '../containers.ts';

export interface AddedCapability {
  readonly name: string;
  /** Pointer from the pod to the entry of capabilities.add. */
  readonly path: Pointer;
}

/** The capabilities that the containers add and that are not allowed. */
export function addedOutside(allowed: ReadonlySet<string>, found: readonly Offender[]): readonly AddedCapability[] {
  return found.flatMap(({ container, path }) =>
    (container.securityContext?.capabilities?.add ?? [])
      .map((name, index) => ({ name, path: `${path}/securityContext/capabilities/add/${index}` }))
      .filter(({ name }) => !allowed.has(name)),
  );
}
