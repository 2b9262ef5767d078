// SPDX-License-Identifier: Apache-2.0
import type { PolicyRule } from '../../engines/rbac/index.ts';
import { indicesOf } from './rbac-powers.ts';

/** Where a rule names pods, whatever their names, to be read; undefined where it doesn't. */
export function readsPods({ apiGroups, resources, resourceNames, verbs }: PolicyRule): readonly number[] | undefined {
  const places = indicesOf(resources, (resource) => resource === 'pods');
  const reads = verbs.some((verb) => ['get', 'list', 'watch', '*'].includes(verb));
  const isCore = apiGroups.some((group) => group === '' || group === '*');
  return places.length > 0 && reads && isCore && resourceNames.length === 0 ? places : undefined;
}
