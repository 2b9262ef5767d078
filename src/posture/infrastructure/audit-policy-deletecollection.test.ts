// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicyDeletecollection } from './audit-policy-deletecollection.ts';

const found = (...rules: Json[]) =>
  evaluateOn(auditPolicyDeletecollection, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules })]).findings.map(
    ({ path }) => path,
  );

test('another rule may record it', () => {
  expect(found({ level: 'Metadata', verbs: ['delete'] }, { level: 'Metadata' })).toEqual([]);
  expect(found({ level: 'Metadata', verbs: ['delete'] })).toEqual(['/rules/0/verbs']);
  expect(found({ level: 'Request', verbs: ['delete'], resources: [{}] }, { level: 'Metadata' })).toEqual(['/rules/0/verbs']);
});

test('None, names and subresources have no collection to lose', () => {
  expect(found({ level: 'None', verbs: ['delete'] })).toEqual([]);
  expect(found({ level: 'Request', verbs: ['delete'], resources: [{ resources: ['pods'], resourceNames: ['a'] }] })).toEqual([]);
  expect(found({ level: 'Request', verbs: ['delete'], resources: [{ resources: ['pods/status'] }] })).toEqual([]);
});
