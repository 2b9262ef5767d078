// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { ingressClientCertificateUnverified } from './ingress-client-certificate-unverified.ts';

test('without a CA nothing was to be verified', () => {
  const metadata = { name: 'a', annotations: { 'nginx.ingress.kubernetes.io/auth-tls-verify-client': 'off' } };
  const object = objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec: {} });
  expect(evaluateOn(ingressClientCertificateUnverified, [object]).findings).toEqual([]);
});
