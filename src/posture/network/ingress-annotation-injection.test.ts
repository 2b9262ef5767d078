// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { ingressAnnotationInjection } from './ingress-annotation-injection.ts';

test.each([
  ['mirror-target', 'https://a.example.com$request_uri', 0],
  ['mirror-target', 'https://a.example.com";', 1],
  ['auth-tls-match-cn', 'CN=a{3}', 0],
  ['auth-tls-match-cn', 'CN=a #(\n){}', 1],
  ['permanent-redirect', 'https://a.example.com/ } server {', 1],
  ['limit-rps', '5; 6', 0],
])('%s: %s', (name, value, count) => {
  const metadata = { name: 'a', annotations: { [`nginx.ingress.kubernetes.io/${name}`]: value } };
  const object = objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec: {} });
  expect(evaluateOn(ingressAnnotationInjection, [object]).findings).toHaveLength(count);
});
