// SPDX-License-Identifier: Apache-2.0
import type { Pointer } from '../../model/pointer.ts';
import type { Quantity } from '../../model/quantity.ts';
import type { Workload } from '../../model/workload.ts';
import { specPath } from './container-faults.ts';

/** A scratch volume of a workload. */
export interface EmptyDir {
  readonly name: string;
  /** '' on the node's disk, `Memory`, or `HugePages` with a size. */
  readonly medium: string;
  readonly sizeLimit?: Quantity;
  /** Pointer from the object to the volume. */
  readonly pointer: Pointer;
}

/** The emptyDir volumes; one that names no source at all is an emptyDir to the API server. */
export function emptyDirs(workload: Workload): EmptyDir[] {
  return (workload.spec.volumes ?? []).flatMap(({ name, emptyDir, sources }, index) => {
    if (name === undefined || (emptyDir === undefined && sources.length > 0)) return [];
    const { medium = '', sizeLimit } = emptyDir ?? {};
    return [{ name, medium, pointer: `${specPath(workload)}/volumes/${index}`, ...(sizeLimit === undefined ? {} : { sizeLimit }) }];
  });
}
