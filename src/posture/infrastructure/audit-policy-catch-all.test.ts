// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicyCatchAll } from './audit-policy-catch-all.ts';

const found = (...rules: Json[]) =>
  evaluateOn(auditPolicyCatchAll, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules })]).findings.length;

test('a rule for users misses those without a name, one of no selectors nobody', () => {
  expect(found({ level: 'Metadata', userGroups: ['system:authenticated', 'system:unauthenticated'] })).toBe(1);
  expect(found({ level: 'Metadata', users: [], verbs: [] })).toBe(0);
  expect(found({ level: 'None', verbs: ['get'] }, { level: 'Metadata' })).toBe(0);
});
