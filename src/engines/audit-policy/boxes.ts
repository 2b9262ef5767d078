// SPDX-License-Identifier: Apache-2.0
// A rule as boxes: each takes the requests whose every attribute it takes, so that attributes can be chosen one after another.
import type { AuditPolicy, AuditRule, GroupResources } from './policy.ts';

export type Target = 'resource' | 'path';

/** What is absent takes everything. */
export interface Box {
  readonly rule: number;
  readonly target: Target;
  readonly users?: ReadonlySet<string>;
  readonly groups?: ReadonlySet<string>;
  readonly verbs?: ReadonlySet<string>;
  readonly namespaces?: ReadonlySet<string>;
  readonly apiGroup?: string;
  readonly resources?: ReadonlySet<string>;
  readonly names?: ReadonlySet<string>;
  readonly paths?: readonly string[];
}

export function boxesOf({ rules = [] }: AuditPolicy): Box[] {
  return rules.flatMap(boxesOfRule);
}

function boxesOfRule({ users, userGroups, verbs, namespaces, resources, nonResourceURLs }: AuditRule, rule: number): Box[] {
  const common = { rule, ...set('users', users), ...set('groups', userGroups), ...set('verbs', verbs) };
  const isForResources = isSet(namespaces) || isSet(resources);
  if (isForResources) {
    const places = { ...common, target: 'resource', ...set('namespaces', namespaces) } as const;
    return isSet(resources) ? resources.map((entry) => ({ ...places, ...entryBox(entry) })) : [places];
  }
  if (isSet(nonResourceURLs)) return [{ ...common, target: 'path', paths: nonResourceURLs }];
  return [
    { ...common, target: 'resource' },
    { ...common, target: 'path' },
  ];
}

function entryBox({ group = '', resources, resourceNames }: GroupResources): Pick<Box, 'apiGroup' | 'resources' | 'names'> {
  return {
    ...(group === '*' ? {} : { apiGroup: group }),
    ...set('resources', resources),
    // Without resources an entry takes its whole group, and its names say nothing.
    ...(isSet(resources) ? set('names', resourceNames) : {}),
  };
}

function set<Key extends string>(key: Key, items: readonly string[] | undefined): Partial<Record<Key, ReadonlySet<string>>> {
  const held: Partial<Record<Key, ReadonlySet<string>>> = {};
  if (isSet(items)) held[key] = new Set(items);
  return held;
}

function isSet<T>(items: readonly T[] | undefined): items is readonly T[] {
  return items !== undefined && items.length > 0;
}
