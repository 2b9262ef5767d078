// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicySchedule } from './network-policy-schedule.ts';

test.each([
  ['schedule', '0 9-17 * * 1-5', true],
  ['note', '30 6 * * *', true],
  ['when', 'weekdays 9-17:30', true],
  ['expires-at', '2027-01-01T00:00:00Z', true],
  ['schedule', 'see the wiki', false],
  ['hours', 'none', false],
  ['version', '1.2.3', false],
  ['reviewed', '2026-01-01', false],
  ['numbers', '1 2 3 4', false],
  ['ports', '8000-9000', false],
  ['ports', '80 443 22 53 25', false],
])('%s: %s', (key, value, expected) => {
  const rule = { action: 'Allow', metadata: { annotations: { [key]: value } } };
  const policy = objectOf({
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: { ingress: [rule] },
  });
  expect(evaluateOn(networkPolicySchedule, [policy]).findings.length > 0).toBe(expected);
});
