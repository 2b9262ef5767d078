// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { webhookCoversItself } from './webhook-covers-itself.ts';

test('an empty selector selects all', () => {
  const webhooks = [{ name: 'a', clientConfig: { service: {} }, namespaceSelector: {}, rules: [{ apiGroups: ['*'], resources: ['*'] }] }];
  const object = objectOf({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name: 'a' },
    webhooks,
  });
  expect(evaluateOn(webhookCoversItself, [object]).findings).toHaveLength(1);
});
