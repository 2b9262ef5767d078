// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicySensitiveWrites } from './audit-policy-sensitive-writes.ts';

const found = (...rules: Json[]) =>
  evaluateOn(auditPolicySensitiveWrites, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules })]).findings.map(
    ({ path }) => path,
  );

test('a catch-all of high level is enough; rules for reads do not matter', () => {
  expect(found({ level: 'Request' })).toEqual([]);
  expect(found({ level: 'Metadata', verbs: ['get', 'list', 'watch'] }, { level: 'RequestResponse' })).toEqual([]);
});

test('a rule that names the resource is where it is wrong', () => {
  const rbac = { level: 'Metadata', resources: [{ group: 'rbac.authorization.k8s.io' }] };
  expect(found(rbac, { level: 'Request' })).toEqual(['/rules/0/level']);
  expect(found(rbac, { level: 'Metadata' })).toEqual(['/rules/0/level', '/rules']);
});
