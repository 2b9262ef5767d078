// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { webhookBlocksHeartbeats } from './webhook-blocks-heartbeats.ts';

const rules = [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }];
const found = (webhook: object, labels?: Record<string, string>) => {
  const kind = 'MutatingWebhookConfiguration';
  const metadata = { name: 'a' };
  const object = objectOf({ apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata, webhooks: [{ name: 'a', rules, ...webhook }] });
  const namespace = objectOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-node-lease', ...(labels ? { labels } : {}) } });
  return evaluateOn(webhookBlocksHeartbeats, [object, namespace]).findings.length > 0;
};

test('the labels of the namespace decide', () => {
  const namespaceSelector = { matchExpressions: [{ key: 'policy', operator: 'NotIn', values: ['ignore'] }] };
  expect(found({ namespaceSelector })).toBe(true);
  expect(found({ namespaceSelector }, { policy: 'ignore' })).toBe(false);
});

test('conditions may leave Leases out', () => {
  expect(found({ matchConditions: [{ name: 'a', expression: "request.resource.resource != 'leases'" }] })).toBe(false);
  expect(found({ rules: [{ ...rules[0], resources: ['pods'] }] })).toBe(false);
});
