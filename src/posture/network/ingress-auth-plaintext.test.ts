// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { ingressAuthPlaintext } from './ingress-auth-plaintext.ts';

test.each([
  ['auth-signin', 'http://login.auth.svc/start', 1],
  ['auth-url', 'http://oauth2-proxy:4180/auth', 0],
  ['auth-url', 'http://$host/auth', 0],
])('%s: %s', (name, value, count) => {
  const metadata = { name: 'a', annotations: { [`nginx.ingress.kubernetes.io/${name}`]: value } };
  const object = objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec: {} });
  expect(evaluateOn(ingressAuthPlaintext, [object]).findings).toHaveLength(count);
});
