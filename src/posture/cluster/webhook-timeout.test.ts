// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { webhookTimeout } from './webhook-timeout.ts';

test('the default', () => {
  const webhooks = [{ name: 'a' }];
  const object = objectOf({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'a' },
    webhooks,
  });
  expect(evaluateOn(webhookTimeout, [object]).findings).toHaveLength(0);
});
