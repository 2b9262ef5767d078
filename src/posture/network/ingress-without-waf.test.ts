// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { ingressWithoutWaf } from './ingress-without-waf.ts';

test('without a class the annotations tell the controller, and off is not on', () => {
  const ingress = (annotations: Record<string, string>) =>
    objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'a', annotations }, spec: {} });
  expect(evaluateOn(ingressWithoutWaf, [ingress({ 'nginx.ingress.kubernetes.io/enable-modsecurity': 'false' })]).findings).toHaveLength(1);
  expect(evaluateOn(ingressWithoutWaf, [ingress({ 'kubernetes.io/ingress.class': 'traefik' })]).findings).toEqual([]);
});
