// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { webhookOptOutByLabel } from './webhook-opt-out-by-label.ts';

const found = (apiGroups: string[], resources: string[]) => {
  const objectSelector = { matchExpressions: [{ key: 'ignore', operator: 'NotIn', values: ['true'] }] };
  const webhooks = [{ name: 'a', objectSelector, rules: [{ apiGroups, apiVersions: ['*'], operations: ['*'], resources }] }];
  const kind = 'ValidatingWebhookConfiguration';
  return evaluateOn(webhookOptOutByLabel, [
    objectOf({ apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: { name: 'a' }, webhooks }),
  ]).findings.length;
};

test.each([
  [['*'], ['*'], 1],
  [['apps'], ['*/*'], 1],
  [['example.com'], ['widgets'], 0],
])('%j %j', (groups, resources, count) => {
  expect(found(groups, resources)).toBe(count);
});
