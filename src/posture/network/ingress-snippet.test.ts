// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { ingressSnippet } from './ingress-snippet.ts';

test('the snippets of both controllers, each at its own key', () => {
  const annotations = {
    'nginx.org/server-snippets': 'a',
    'nginx.ingress.kubernetes.io/auth-snippet': 'b',
    'example.com/server-snippet': 'c',
  };
  const ingress = objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'a', annotations }, spec: {} });
  expect(evaluateOn(ingressSnippet, [ingress]).findings).toHaveLength(2);
});
