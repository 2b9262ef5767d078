// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AuditPolicy, type AuditRequest, type AuditRule, evaluateAuditPolicy, shadowedBy } from './index.ts';

const some = (...values: string[]) => fc.array(fc.constantFrom(...values), { maxLength: 2 });
const entry = fc.record(
  {
    group: fc.constantFrom('', 'apps', '*'),
    resources: some('pods', 'pods/log', 'pods/*', '*/log', '*', 'nodes'),
    resourceNames: some('a', 'b'),
  },
  { requiredKeys: [] },
);
const rule: fc.Arbitrary<AuditRule> = fc.record(
  {
    users: some('jane', 'joe'),
    userGroups: some('x', 'y'),
    verbs: some('get', 'create'),
    namespaces: some('', 'default'),
    resources: fc.array(entry, { maxLength: 2 }),
    nonResourceURLs: some('*', '/healthz*', '/healthz', '/api'),
  },
  { requiredKeys: [] },
);
const policy: fc.Arbitrary<AuditPolicy> = fc.record({ rules: fc.array(rule, { minLength: 2, maxLength: 4 }) });
const about = fc.oneof(
  fc.record({ path: fc.constantFrom('/healthz', '/healthz/etcd', '/api') }),
  fc.record({
    apiGroup: fc.constantFrom('', 'apps'),
    resource: fc.constantFrom('pods', 'nodes'),
    subresource: fc.constantFrom('', 'log', 'exec'),
    namespace: fc.constantFrom('', 'default'),
    name: fc.constantFrom('a', 'b', 'c'),
  }),
);
const who = fc.oneof(
  fc.constant({}),
  fc.record({ user: fc.record({ name: fc.constantFrom('jane', 'joe', 'jim'), groups: some('x', 'y', 'z') }) }),
);
const request: fc.Arbitrary<AuditRequest> = fc
  .tuple(who, about, fc.constantFrom('get', 'create', 'list'))
  .map(([user, target, verb]) => ({ ...user, ...target, verb }));

test('a shadowed rule decides nothing', () => {
  fc.assert(
    fc.property(policy, fc.array(request, { minLength: 30, maxLength: 30 }), (tried, requests) => {
      const decided = new Set(requests.map((one) => evaluateAuditPolicy(tried, one).rule));
      const shadowed = (tried.rules ?? []).flatMap((_, index) => (shadowedBy(tried, index) === undefined ? [] : index));
      expect(shadowed.filter((index) => decided.has(index))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('names without resources limit nothing, so a rule for that name does not stand before them', () => {
  const ofName = { level: 'None', resources: [{ group: '', resources: ['*'], resourceNames: ['a'] }] } as const;
  const ofGroup = { level: 'Metadata', resources: [{ group: '', resourceNames: ['a'] }] } as const;
  expect(shadowedBy({ rules: [ofName, ofGroup] }, 1)).toBeUndefined();
  expect(shadowedBy({ rules: [ofGroup, ofName] }, 1)).toBe(0);
});
