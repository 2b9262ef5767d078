// SPDX-License-Identifier: Apache-2.0
import type { Patch, PatchOperation } from '../model/patch.ts';
import { tokens } from '../model/pointer.ts';

/**
 * Whether two patches that were made for the same object can be applied one after the other: neither touches what the other
 * does, what that stands in or what is in it, and no index of one is shifted by the other.
 */
export function areIndependent(a: Patch, b: Patch): boolean {
  return a.every((one) => b.every((other) => !touches(one, other) && !shifts(one, other) && !shifts(other, one)));
}

function touches(a: PatchOperation, b: PatchOperation): boolean {
  return a.path === b.path || a.path.startsWith(`${b.path}/`) || b.path.startsWith(`${a.path}/`);
}

const index = /^(?:-|\d+)$/;

/** Whether `a` adds to or removes from a list through which the path of `b` runs. What only looks like a list counts as one. */
function shifts(a: PatchOperation, b: PatchOperation): boolean {
  if (a.op !== 'add' && a.op !== 'remove') return false;
  const path = tokens(a.path);
  const last = path.length - 1;
  const other = tokens(b.path);
  return index.test(path[last] ?? '') && index.test(other[last] ?? '') && path.slice(0, last).every((token, at) => token === other[at]);
}
