// SPDX-License-Identifier: Apache-2.0
import type { PolicyRule } from './rule.ts';

/** The same rights in fewer rules: those that differ in nothing but verbs, on one resource of one group, become one. */
export function compactRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const alike = Map.groupBy(rules.entries(), ([index, rule]) =>
    isSimple(rule) ? JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames]) : String(index),
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return group.length === 1 ? first[1] : { ...first[1], verbs: group.flatMap(([, { verbs }]) => verbs) };
  });
}

function isSimple({ apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): boolean {
  return apiGroups.length === 1 && resources.length === 1 && resourceNames.length <= 1 && nonResourceURLs.length === 0;
}
