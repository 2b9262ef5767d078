// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateAuditPolicy } from '../../../src/engines/audit-policy/index.ts';
import { policyFaults } from '../../../src/posture/facts/audit-policy-validation.ts';
import { createRandom } from '../pss/random.ts';
import { generateAsked, generatePolicy } from './generate.ts';

function drawn(seed: number) {
  const random = createRandom(seed);
  const policy = generatePolicy(random);
  const asked = Array.from({ length: 300 }, () => generateAsked(random));
  return { policy, asked, decisions: asked.map(({ request }) => evaluateAuditPolicy(policy, request)) };
}

test('a seed repeats', () => {
  expect(drawn(3)).toEqual(drawn(3));
  expect(drawn(3)).not.toEqual(drawn(4));
});

test('the API server would accept the policies', () => {
  const random = createRandom(1);
  const policies = Array.from({ length: 300 }, () => generatePolicy(random));
  expect(
    policies.flatMap((policy) => policyFaults({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', ...JSON.parse(JSON.stringify(policy)) })),
  ).toEqual([]);
});

test('many rules decide, at every level', () => {
  const decisions = Array.from({ length: 20 }, (_, seed) => drawn(seed).decisions).flat();
  const levels = Map.groupBy(decisions, ({ level }) => level);
  expect(Math.min(...Array.from(levels.values(), (ofLevel) => ofLevel.length))).toBeGreaterThan(300);
  expect(new Set(decisions.map(({ rule }) => rule)).size).toBeGreaterThan(8);
});
