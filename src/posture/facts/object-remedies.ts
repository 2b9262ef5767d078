// SPDX-License-Identifier: Apache-2.0
import type { Json } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { setOperation } from '../../model/patch.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Remedy } from '../check.ts';
import { patchRemedy } from './container-faults.ts';

/** A remedy that makes one field of an object hold a value, adding the parents that are missing. */
export function setRemedy({ body }: KubernetesObject, path: Pointer, value: Json, note?: string): Remedy {
  return patchRemedy([setOperation(body, path, value)], note);
}
