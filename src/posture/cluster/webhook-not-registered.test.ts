// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { webhookNotRegistered } from './webhook-not-registered.ts';

test('it must serve TLS', () => {
  const spec = { template: { spec: { containers: [{ name: 'webhook', image: 'a', ports: [{ containerPort: 8080 }] }] } } };
  const object = objectOf({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'admission-webhook' }, spec });
  expect(evaluateOn(webhookNotRegistered, [object]).findings).toEqual([]);
});
