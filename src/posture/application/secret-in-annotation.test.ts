// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { secretInAnnotation } from './secret-in-annotation.ts';

const found = (annotations: Record<string, string>) =>
  evaluateOn(secretInAnnotation, [objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations } })]).findings;

test.each([
  ['service.beta.openshift.io/serving-cert-secret-name', 'shop-tls'],
  ['cert-manager.io/private-key-secret', 'shop-key'],
  ['kubectl.kubernetes.io/last-applied-configuration', '{"env":[{"name":"A","value":"postgres://a:hunter2@b"}]}'],
  ['example.com/secret-uid', '0f84aec9-24e9-492f-a7df-ae4883bf17c3'],
  ['example.com/api-key', '${API_KEY}'],
])('%s: %s', (key, value) => {
  expect(found({ [key]: value })).toEqual([]);
});

test('the value is not told', () => {
  const findings = found({ 'example.com/api-key': 'hunter2hunter2' });
  expect(findings).toMatchObject([{ confidential: true }]);
  expect(JSON.stringify(findings)).not.toContain('hunter2');
});
