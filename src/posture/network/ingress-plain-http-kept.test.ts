// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { ingressPlainHttpKept } from './ingress-plain-http-kept.ts';

test.each([
  ['nginx.org/redirect-to-https', 'False', 1],
  ['nginx.ingress.kubernetes.io/ssl-passthrough', 'false', 0],
])('%s: %s', (key, value, count) => {
  const metadata = { name: 'a', annotations: { [key]: value } };
  const object = objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec: { tls: [{ hosts: ['a.example.com'] }] } });
  expect(evaluateOn(ingressPlainHttpKept, [object]).findings).toHaveLength(count);
});
