// SPDX-License-Identifier: Apache-2.0
import type { PolicyRule } from './rule.ts';

/** The same rights in fewer rules: those that differ in nothing but verbs, on one resource of one group, become one. */
export function compactRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const merged = new Map<string, PolicyRule>();
  rules.forEach((rule, index) => {
    const key = isSimple(rule) ? JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames]) : String(index);
    const earlier = merged.get(key);
    merged.set(key, earlier === undefined ? rule : { ...earlier, verbs: [...earlier.verbs, ...rule.verbs] });
  });
  return [...merged.values()];
}

function isSimple({ apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): boolean {
  return apiGroups.length === 1 && resources.length === 1 && resourceNames.length <= 1 && nonResourceURLs.length === 0;
}
