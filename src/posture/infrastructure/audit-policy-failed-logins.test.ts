// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicyFailedLogins } from './audit-policy-failed-logins.ts';

const found = (policy: JsonObject) =>
  evaluateOn(auditPolicyFailedLogins, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', ...policy })]).findings.map(
    ({ path }) => path,
  );

test('a rule that no failed login meets may omit the stage', () => {
  const rules = [{ level: 'Metadata', users: ['jane'], omitStages: ['ResponseStarted'] }, { level: 'Metadata' }];
  expect(found({ rules })).toEqual([]);
  expect(found({ rules: [{ level: 'Metadata', omitStages: ['Panic', 'ResponseStarted'] }] })).toEqual(['/rules/0/omitStages/1']);
});

test('a star is no verb, and a rule for one resource is not meant for everything', () => {
  expect(found({ rules: [{ level: 'Metadata', verbs: ['*'] }] })).toEqual(['/rules/0']);
  expect(found({ rules: [{ level: 'Metadata', verbs: ['*'], resources: [{ resources: ['pods'] }] }] })).toEqual([]);
});

test('an empty namespace is the cluster, and no empty text', () => {
  expect(found({ rules: [{ level: 'Metadata', namespaces: [''] }] })).toEqual([]);
});
