// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { authorizationWebhookFailsOpen } from './authorization-webhook-fails-open.ts';

test('a webhook that grants what others do not is open to nobody', () => {
  const authorizers = [
    { type: 'RBAC', name: 'rbac' },
    { type: 'Webhook', name: 'late', webhook: { failurePolicy: 'NoOpinion' } },
  ];
  const object = objectOf({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthorizationConfiguration', authorizers });
  expect(evaluateOn(authorizationWebhookFailsOpen, [object]).findings).toEqual([]);
});
