// SPDX-License-Identifier: Apache-2.0
import type { KubernetesObject } from '../../model/object.ts';

/** What is computed of an object alone once, however many checks ask: objects are immutable. */
export function perObject<T extends object>(compute: (object: KubernetesObject) => T): (object: KubernetesObject) => T {
  const known = new WeakMap<KubernetesObject, T>();
  return (object) => {
    const found = known.get(object) ?? compute(object);
    known.set(object, found);
    return found;
  };
}
