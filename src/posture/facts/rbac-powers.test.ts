// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { PolicyRule } from '../../engines/rbac/index.ts';
import { heldPowers, matchOf, placeIn, powers, powersByWildcard } from './rbac-powers.ts';

const rule = (given: Partial<PolicyRule>): PolicyRule => ({
  verbs: ['get'],
  apiGroups: [''],
  resources: ['secrets'],
  resourceNames: [],
  nonResourceURLs: [],
  ...given,
});

test('a resource by name comes before a star beside it', () => {
  expect(matchOf(rule({ resources: ['*', 'secrets'] }), powers.readSecrets)).toEqual({ resources: [1], verbs: [0], byWildcard: false });
  expect(matchOf(rule({ resources: ['*'] }), powers.readSecrets)).toMatchObject({ byWildcard: true });
});

test('names limit, but where one name is enough', () => {
  expect(matchOf(rule({ resourceNames: ['a'] }), powers.readSecrets)).toBeUndefined();
  expect(matchOf(rule({ resources: ['nodes/proxy'], resourceNames: ['a'] }), powers.nodeProxy)).toBeDefined();
  expect(matchOf(rule({ resources: ['*'], resourceNames: ['a'] }), powers.nodeProxy)).toBeUndefined();
});

test('the places of all permissions of a power are one match', () => {
  const both = rule({ apiGroups: ['', 'batch'], resources: ['jobs', 'pods'], verbs: ['get', 'create', 'patch'] });
  expect(matchOf(both, powers.createWorkloads)).toEqual({ resources: [0, 1], verbs: [1, 2], byWildcard: false });
});

test('what a star brings', () => {
  expect(powersByWildcard(rule({ resources: ['*'], verbs: ['get'] }))).toContain('read Secrets');
  expect(powersByWildcard(rule({ resources: ['*'], verbs: ['delete'], apiGroups: ['apps'] }))).toEqual([]);
  expect(heldPowers(rule({}))).toEqual(['read Secrets']);
});

test('one place is named, several are their list', () => {
  expect(placeIn('/rules/0', 'verbs', [2])).toBe('/rules/0/verbs/2');
  expect(placeIn('/rules/0', 'verbs', [1, 2])).toBe('/rules/0/verbs');
});
