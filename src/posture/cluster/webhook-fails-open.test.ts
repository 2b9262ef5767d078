// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { webhookFailsOpen } from './webhook-fails-open.ts';

test('everything is judged', () => {
  const webhooks = [{ name: 'a', failurePolicy: 'Ignore', rules: [{ apiGroups: ['*'], resources: ['*'] }] }];
  const object = objectOf({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'a' },
    webhooks,
  });
  expect(evaluateOn(webhookFailsOpen, [object]).findings).toHaveLength(1);
});
