// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { createPolicy, type PolicyRule } from '../../engines/rbac/index.ts';
import type { Need } from '../../proof/calls/need-table.ts';
import { takenAway, throughGroups, type UseOptions, usesOf } from './granted.ts';
import type { SubjectProposal } from './proposal.ts';

const rule = (verbs: readonly string[], resources: readonly string[]): PolicyRule => ({
  verbs,
  apiGroups: [''],
  resources,
  resourceNames: [],
  nonResourceURLs: [],
});
const day = 86_400_000;
const end = Date.UTC(2026, 5, 1);
const api = { kind: 'ServiceAccount', name: 'api', namespace: 'shop' };
const dev = { kind: 'Group', name: 'dev', namespace: '' };
const role = { namespace: 'shop', name: 'api', labels: {}, rules: [rule(['get', 'list'], ['pods']), rule(['*'], ['secrets'])] };
const view = { namespace: '', name: 'view', labels: {}, rules: [rule(['get'], ['pods'])] };
const policy = createPolicy(
  [role, view],
  [
    { namespace: 'shop', name: 'api', subjects: [api], roleRef: { kind: 'Role', name: 'api' } },
    { namespace: '', name: 'dev', subjects: [dev], roleRef: { kind: 'ClusterRole', name: 'view' } },
    { namespace: '', name: 'latent', subjects: [api], roleRef: { kind: 'ClusterRole', name: 'missing' } },
  ],
);
const need = (verb: string, resource: string, last: number): Need => ({
  request: { kind: 'resource', verb, apiGroup: '', resource, subresource: '', name: 'a', namespace: 'shop' },
  count: 2,
  first: last - day,
  last,
  source: 'audit.log',
  line: 1,
  codes: [200],
});
const user = { name: 'system:serviceaccount:shop:api', groups: ['dev'] };
const recorded = (...allowed: readonly Need[]) => [{ subject: api, user, allowed, denied: [], impersonators: [] }];
const options: UseOptions = { unusedFor: 90 * day, first: end - 100 * day, last: end, isLeftOut: () => false };

function verdicts(given: Partial<UseOptions>, ...needs: readonly Need[]) {
  const uses = usesOf(policy, recorded(...needs), { ...options, ...given });
  return uses.map(
    ({ binding, parts }) => `${binding.name}: ${parts.map(({ rule: { verbs }, verdict }) => `${verbs[0]} ${verdict}`).join(', ')}`,
  );
}

test('a right is used, unused, or unknown where the log is too short', () => {
  const needs = [need('get', 'pods', end - day), need('list', 'pods', end - 95 * day)];
  expect(verdicts({}, ...needs)).toEqual(['dev: get used', 'api: get used, list unused, * unused']);
  expect(verdicts({ first: end - 10 * day }, ...needs)).toEqual(['dev: get used', 'api: get used, list unknown, * unknown']);
  expect(verdicts({ incomplete: 'all of the log' })).toEqual(['dev: get unknown', 'api: get unknown, list unknown, * unknown']);
});

test('what the audit policy does not record is unknown', () => {
  expect(verdicts({ isRecorded: ({ verbs }) => !verbs.includes('get') })).toEqual([
    'dev: get unknown',
    'api: get unknown, list unused, * unused',
  ]);
});

test('a star is used by any verb', () => {
  expect(verdicts({}, need('delete', 'secrets', end))).toEqual(['dev: get unused', 'api: get unused, list unused, * used']);
});

test('a right of a namespace is not used by a request elsewhere', () => {
  const elsewhere = need('list', 'pods', end);
  const request = { ...elsewhere.request, namespace: 'other' };
  expect(verdicts({}, { ...elsewhere, request })).toEqual(['dev: get unused', 'api: get unused, list unused, * unused']);
});

test('what a proposal takes away of bindings that name the subject, and what stays through groups', () => {
  const proposal: SubjectProposal = {
    subject: api,
    user,
    roles: [
      { kind: 'Role', namespace: 'shop', name: 'recorded-api', boundIn: ['shop'], rules: [{ rule: rule(['get'], ['pods']), needs: [] }] },
    ],
    needs: [],
    forEverybody: 0,
    inexpressible: [],
    denied: [],
    beforeWindow: [],
    impersonators: [],
  };
  expect(takenAway(policy, proposal)).toMatchObject([
    { namespace: '', bindings: [{ name: 'latent' }], rules: [] },
    { namespace: 'shop', bindings: [{ name: 'api' }], rules: [rule(['list'], ['pods']), rule(['*'], ['secrets'])] },
  ]);
  expect(throughGroups(policy, proposal).map(({ name }) => name)).toEqual(['dev']);
});
