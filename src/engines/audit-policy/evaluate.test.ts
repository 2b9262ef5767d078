// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { type AuditRule, evaluateAuditPolicy, readAuditPolicy, resourceMatches, ruleMatches } from './index.ts';

const user = { name: 'jane', groups: ['system:authenticated'] };
const getSecret = { user, verb: 'get', resource: 'secrets', namespace: 'default', name: 'db' };

test('the first rule that matches decides', () => {
  const rules = [{ level: 'Metadata', resources: [{ resources: ['secrets'] }] }, { level: 'RequestResponse' }];
  expect(evaluateAuditPolicy({ rules }, getSecret)).toMatchObject({ rule: 0, level: 'Metadata' });
  expect(evaluateAuditPolicy({ rules }, { ...getSecret, resource: 'pods' })).toMatchObject({ rule: 1, level: 'RequestResponse' });
});

test('no rule, no record; the stages of the policy and of the rule are united', () => {
  expect(evaluateAuditPolicy({ omitStages: ['Panic'] }, getSecret)).toMatchObject({ rule: undefined, level: 'None' });
  const policy = { omitStages: ['Panic'], rules: [{ level: 'Metadata', omitStages: ['RequestReceived'] }] };
  expect([...evaluateAuditPolicy(policy, getSecret).omitStages].toSorted()).toEqual(['Panic', 'RequestReceived']);
});

test.each<[AuditRule, boolean]>([
  [{ verbs: ['*'] }, false],
  [{ namespaces: ['*'] }, false],
  [{ namespaces: [''] }, false],
  [{ resources: [{ group: '*' }] }, true],
  [{ resources: [{ group: '' }] }, true],
  [{ resources: [{ resources: ['*'] }] }, true],
  [{ resources: [{ resources: ['secrets'], resourceNames: ['other'] }] }, false],
  [{ nonResourceURLs: ['*'] }, false],
  [{ userGroups: ['system:authenticated'] }, true],
])('%j', (rule, matches) => {
  expect(ruleMatches(rule, getSecret)).toBe(matches);
});

test('a failed login has no user', () => {
  const { user: nobody, ...request } = getSecret;
  expect(nobody).toBe(user);
  expect(ruleMatches({ userGroups: ['system:unauthenticated'] }, request)).toBe(false);
  expect(ruleMatches({}, request)).toBe(true);
});

test.each([
  ['pods', 'pods/exec', false],
  ['pods/*', 'pods/exec', true],
  ['pods/*', 'pods', true],
  ['*/status', 'pods/status', true],
  ['*/status', 'status', false],
  ['*', 'pods/exec', true],
])('%s takes %s: %s', (spec, name, matches) => {
  const [resource = '', subresource = ''] = name.split('/');
  expect(resourceMatches(spec, { resource, subresource })).toBe(matches);
});

test('what has a wrong type is recorded', () => {
  const { policy, refusals } = readAuditPolicy({ rules: [{ level: 'Metadata', verbs: 'get' }] });
  expect(policy.rules).toEqual([{ level: 'Metadata' }]);
  expect(refusals.map(({ path }) => path)).toEqual(['/rules/0/verbs']);
});
