// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicyRequestReceived } from './audit-policy-request-received.ts';

const found = (policy: JsonObject) =>
  evaluateOn(auditPolicyRequestReceived, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', ...policy })]).findings.length;

test('each rule that records must omit it, by itself or by the policy', () => {
  const omitStages = ['RequestReceived'];
  expect(
    found({
      rules: [
        { level: 'Metadata', omitStages },
        { level: 'Request', omitStages },
      ],
    }),
  ).toBe(0);
  expect(found({ rules: [{ level: 'Metadata', omitStages }, { level: 'Request' }] })).toBe(1);
  expect(found({ omitStages, rules: [{ level: 'Metadata', omitStages: ['Panic'] }] })).toBe(0);
  expect(found({ rules: [{ level: 'None' }] })).toBe(0);
});
