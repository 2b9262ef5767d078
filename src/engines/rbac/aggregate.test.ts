// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { aggregate } from './aggregate.ts';
import type { Role } from './policy.ts';
import type { PolicyRule } from './rule.ts';

const rule = (resource: string): PolicyRule => ({
  verbs: ['get'],
  apiGroups: [''],
  resources: [resource],
  resourceNames: [],
  nonResourceURLs: [],
});
const selecting = (...keys: string[]) => keys.map((key) => [{ operator: 'Exists' as const, key }]);
const role = (name: string, labels: string[], rules: PolicyRule[], aggregates?: Role['aggregates']): Role => ({
  namespace: '',
  name,
  labels: Object.fromEntries(labels.map((label) => [label, ''])),
  rules,
  ...(aggregates === undefined ? {} : { aggregates }),
});
const resourcesOf = (roles: readonly Role[], name: string) =>
  roles.find((item) => item.name === name)?.rules.flatMap(({ resources }) => resources);

test('stored rules give way to those selected, through several steps and circles', () => {
  const roles = aggregate([
    role('all', ['loop'], [rule('stale')], selecting('more')),
    role('more', ['more'], [], selecting('leaf', 'loop')),
    role('a', ['leaf'], [rule('pods')]),
    role('b', ['leaf'], [rule('pods'), rule('nodes')]),
  ]);
  expect(resourcesOf(roles, 'all')).toEqual(['pods', 'nodes']);
  expect(resourcesOf(roles, 'more')).toEqual(['pods', 'nodes']);
});

test('a Role is selected by nobody', () => {
  expect(
    resourcesOf(aggregate([role('all', [], [], selecting('leaf')), { ...role('a', ['leaf'], [rule('pods')]), namespace: 'shop' }]), 'all'),
  ).toEqual([]);
});
