// SPDX-License-Identifier: Apache-2.0
import { createCoverage } from './coverage.ts';
import type { PolicyRule } from './rule.ts';

/** A rule, and where it comes from. */
export interface Sourced<Source> {
  readonly rule: PolicyRule;
  readonly from: Source;
}

/** A rule made of several, and where those come from that it is made of. */
export interface Compacted<Source> {
  readonly rule: PolicyRule;
  readonly from: readonly Source[];
}

/** Rights on one thing, whichever rules they come from. */
interface Gathered<Source> {
  /** The rule but for its verbs, of one resource or URL. */
  readonly of: PolicyRule;
  readonly verbs: Set<string>;
  readonly from: Set<Source>;
}

/**
 * The same rights, told shortly: verbs of one thing together, then things with the same verbs, without what wider rules cover, and
 * without what is held `besides`.
 */
export function compactFrom<Source>(rules: readonly Sourced<Source>[], besides: readonly PolicyRule[] = []): Compacted<Source>[] {
  const things = new Map<string, Gathered<Source>>();
  for (const { rule, from } of rules) {
    for (const of of thingsIn(rule)) {
      const key = JSON.stringify([of.apiGroups, of.resources, of.resourceNames, of.nonResourceURLs]);
      const known = things.get(key) ?? { of, verbs: new Set(), from: new Set() };
      things.set(key, known);
      for (const verb of rule.verbs) known.verbs.add(verb);
      known.from.add(from);
    }
  }
  return withoutCovered(joined([...things.values()]), besides);
}

function thingsIn({ apiGroups, resources, resourceNames, nonResourceURLs, verbs }: PolicyRule): PolicyRule[] {
  if (verbs.length === 0) return [];
  const names = [...new Set(resourceNames)].toSorted();
  const groups = apiGroups.includes('*') ? ['*'] : [...new Set(apiGroups)].toSorted();
  const onResources = groups.length === 0 ? [] : resources.includes('*') ? ['*'] : resources;
  return [
    ...onResources.map((resource) => ({ verbs: [], apiGroups: groups, resources: [resource], resourceNames: names, nonResourceURLs: [] })),
    ...nonResourceURLs.map((url) => ({ verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [url] })),
  ];
}

/** Things with the same verbs, groups and names, from the same rules, in one rule. */
function joined<Source>(things: readonly Gathered<Source>[]): Compacted<Source>[] {
  const ids = new Map<Source, number>();
  const idOf = (from: Source) => {
    const id = ids.get(from) ?? ids.size;
    ids.set(from, id);
    return id;
  };
  const alike = Map.groupBy(things, ({ of, verbs, from }) =>
    JSON.stringify([of.apiGroups, of.resourceNames, of.nonResourceURLs.length > 0, [...verbs].toSorted(), [...from].map(idOf)]),
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const verbs = first.verbs.has('*') ? ['*'] : [...first.verbs];
    const resources = group.flatMap(({ of }) => of.resources);
    const nonResourceURLs = group.flatMap(({ of }) => of.nonResourceURLs);
    return { rule: { ...first.of, verbs, resources, nonResourceURLs }, from: [...first.from] };
  });
}

function withoutCovered<Source>(rows: readonly Compacted<Source>[], besides: readonly PolicyRule[]): Compacted<Source>[] {
  const coverage = createCoverage();
  for (const rule of besides) coverage.add(rule);
  const kept = new Set<Compacted<Source>>();
  for (const row of rows.toSorted((a, b) => breadth(b.rule) - breadth(a.rule))) {
    if (coverage.uncovered(row.rule).length === 0) continue;
    coverage.add(row.rule);
    kept.add(row);
  }
  return rows.filter((row) => kept.has(row));
}

/** The wider a rule, the more of the others it may cover. */
function breadth({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): number {
  return (
    (resources.includes('*') ? 16 : 0) +
    (apiGroups.includes('*') ? 8 : 0) +
    (verbs.includes('*') ? 4 : 0) +
    (resourceNames.length === 0 ? 2 : 0) +
    (resources.some((resource) => resource.startsWith('*/')) || nonResourceURLs.some((url) => url.endsWith('*')) ? 1 : 0)
  );
}
