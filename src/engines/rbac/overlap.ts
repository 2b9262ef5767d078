// SPDX-License-Identifier: Apache-2.0
import { nonResourceUrlCovers, type PolicyRule } from './rule.ts';

/** What two rules both allow; undefined where nothing. */
export function overlap(a: PolicyRule, b: PolicyRule): PolicyRule | undefined {
  const verbs = narrower(a.verbs, b.verbs, (wide) => wide === '*');
  if (verbs.length === 0) return undefined;
  const apiGroups = narrower(a.apiGroups, b.apiGroups, (wide) => wide === '*');
  const resources = narrower(a.resources, b.resources, resourceCovers);
  const nonResourceURLs = narrower(a.nonResourceURLs, b.nonResourceURLs, nonResourceUrlCovers);
  const resourceNames =
    a.resourceNames.length === 0
      ? b.resourceNames
      : b.resourceNames.length === 0
        ? a.resourceNames
        : a.resourceNames.filter((name) => b.resourceNames.includes(name));
  const areNamesApart = resourceNames.length === 0 && a.resourceNames.length + b.resourceNames.length > 0;
  const isOnResources = apiGroups.length > 0 && resources.length > 0 && !areNamesApart;
  if (isOnResources) return { verbs, apiGroups, resources, resourceNames, nonResourceURLs };
  return nonResourceURLs.length === 0 ? undefined : { verbs, apiGroups: [], resources: [], resourceNames: [], nonResourceURLs };
}

function resourceCovers(wide: string, narrow: string): boolean {
  const slash = narrow.indexOf('/');
  return wide === '*' || (slash >= 0 && wide === `*${narrow.slice(slash)}`);
}

/** The words that both lists have, of two of which one stands for the other the one that stands for less. */
function narrower(a: readonly string[], b: readonly string[], covers: (wide: string, narrow: string) => boolean): string[] {
  const isHeldBy = (list: readonly string[]) => (word: string) => list.some((other) => other === word || covers(other, word));
  return [...new Set([...a.filter(isHeldBy(b)), ...b.filter(isHeldBy(a))])];
}
