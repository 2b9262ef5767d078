// SPDX-License-Identifier: Apache-2.0
import { isArray, isObject, type Json } from '../../../src/model/json.ts';
import { applyPatch } from '../../../src/model/patch.ts';
import { type Pointer, pointer } from '../../../src/model/pointer.ts';
import type { Specimen } from './generate.ts';

/** The smallest specimen that still differs: every field and list element is tried without, until none can go. */
export async function shrink(specimen: Specimen, differs: (smaller: Specimen) => Promise<boolean>): Promise<Specimen> {
  for (const path of removable(specimen.body, '')) {
    const smaller = { ...specimen, body: applyPatch(specimen.body, [{ op: 'remove', path }]) };
    if (await differs(smaller)) return shrink(smaller, differs);
  }
  return specimen;
}

/** Pointers to everything in the body, what contains before what is contained. */
function removable(value: Json, path: Pointer): Pointer[] {
  const entries = isObject(value) || isArray(value) ? Object.entries<Json>(value) : [];
  return entries.flatMap(([key, item]) => {
    const place = `${path}${pointer(key)}`;
    return [place, ...removable(item, place)];
  });
}
