// SPDX-License-Identifier: Apache-2.0
// A cluster, or a dump of one, has a fault in tens of thousands of pods that one template made. What their findings say alike is held once.
import type { ObjectRef } from '../model/object.ts';
import type { Finding } from './finding.ts';

/** What findings of one check in objects of one template have in common. */
type Telling = Pick<Finding, 'path' | 'absent' | 'reason' | 'detail' | 'remedy'>;

export interface Sharing {
  telling(telling: Telling): Telling;
  ref(object: ObjectRef): ObjectRef;
}

/** For an inventory where little repeats: everything as it is. */
export const nothingShared: Sharing = {
  telling: (telling) => telling,
  ref: ({ apiVersion, kind, namespace, name }) => ({ apiVersion, kind, namespace, name }),
};

export function shareFindings(): Sharing {
  const tellings = new Map<string, Telling>();
  const refs = new WeakMap<ObjectRef, ObjectRef>();
  return {
    telling(telling) {
      const key = keyOf(telling);
      const known = tellings.get(key);
      if (known !== undefined) return known;
      tellings.set(key, telling);
      return telling;
    },
    ref(object) {
      const known = refs.get(object) ?? nothingShared.ref(object);
      refs.set(object, known);
      return known;
    },
  };
}

function keyOf(telling: Telling): string {
  return JSON.stringify(telling, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
