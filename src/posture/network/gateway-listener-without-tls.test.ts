// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatewayListenerWithoutTls } from './gateway-listener-without-tls.ts';

const gateway = objectOf({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'edge', namespace: 'infra' },
  spec: { listeners: [{ name: 'http', protocol: 'HTTP', port: 80 }] },
});
const route = (namespace: string, scheme: string) =>
  objectOf({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: scheme, namespace },
    spec: { parentRefs: [{ name: 'edge' }], rules: [{ filters: [{ requestRedirect: { scheme } }] }] },
  });

test('every route that is attached must redirect to HTTPS', () => {
  const count = (...routes: (typeof gateway)[]) => evaluateOn(gatewayListenerWithoutTls, [gateway, ...routes]).findings.length;
  expect(count(route('infra', 'https'))).toBe(0);
  expect(count(route('infra', 'https'), route('infra', 'http'))).toBe(1);
  expect(count(route('shop', 'https'))).toBe(1);
});
