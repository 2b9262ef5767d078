// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { ingressWithoutTls } from './ingress-without-tls.ts';

test.each([
  ['*.example.com', 'a.example.com', true],
  ['*.example.com', 'a.b.example.com', false],
  ['*.example.com', 'example.com', false],
  ['A.example.com', 'a.EXAMPLE.com', true],
  ['*.example.com', '*.example.com', true],
])('%s covers %s: %s', (name, host, expected) => {
  const ingress = objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'a' },
    spec: { tls: [{ hosts: [name] }], rules: [{ host }] },
  });
  expect(evaluateOn(ingressWithoutTls, [ingress]).findings.length === 0).toBe(expected);
});
