// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicyPodBodies } from './audit-policy-pod-bodies.ts';

const found = (policy: JsonObject) =>
  evaluateOn(auditPolicyPodBodies, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', ...policy })]).findings.map(
    ({ path }) => path,
  );

test('the rule wins over the policy', () => {
  expect(found({ omitManagedFields: true, rules: [{ level: 'Request', omitManagedFields: false }] })).toEqual(['/rules/0/level']);
  expect(found({ omitManagedFields: false, rules: [{ level: 'Request', omitManagedFields: true }] })).toEqual([]);
});

test('rules that no pod meets are no matter', () => {
  expect(found({ rules: [{ level: 'Request', resources: [{ group: 'rbac.authorization.k8s.io' }] }] })).toEqual([]);
  expect(found({ rules: [{ level: 'RequestResponse', resources: [{ resources: ['nodes'] }] }] })).toEqual([]);
});
