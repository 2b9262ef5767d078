// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicyNoise } from './audit-policy-noise.ts';

const found = (...rules: Json[]) =>
  evaluateOn(auditPolicyNoise, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules })]).findings.length;

test('one rule that leaves some of it out is enough, a policy that records nothing too', () => {
  expect(found({ level: 'None', resources: [{ resources: ['events'] }] }, { level: 'Metadata' })).toBe(0);
  expect(found({ level: 'Request', resources: [{ resources: ['secrets'] }] })).toBe(0);
  expect(found()).toBe(0);
});
