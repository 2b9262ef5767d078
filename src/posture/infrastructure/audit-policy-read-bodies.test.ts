// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicyReadBodies } from './audit-policy-read-bodies.ts';

const found = (...rules: Json[]) =>
  evaluateOn(auditPolicyReadBodies, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules })]).findings.map(({ path }) => path);

test('a catch-all counts, unless an earlier rule takes the reads', () => {
  expect(found({ level: 'RequestResponse' })).toEqual(['/rules/0']);
  expect(found({ level: 'Request', verbs: ['get', 'list', 'watch'] }, { level: 'RequestResponse' })).toEqual([]);
});

test('reads that are named are found where they are named', () => {
  const rule = { level: 'RequestResponse', verbs: ['watch', 'create'], resources: [{ resources: ['pods'] }] };
  expect(found(rule)).toEqual(['/rules/0/verbs']);
});
