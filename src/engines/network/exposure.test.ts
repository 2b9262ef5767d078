// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { connectionsText } from './connections.ts';
import { exposureOf } from './exposure.ts';
import { networkOf, pod, policy } from './testing.ts';

const service = (spec: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    selector: { app: 'web' },
    ports: [
      { name: 'main', port: 80, targetPort: 'http' },
      { name: 'debug', port: 9000 },
    ],
    ...spec,
  },
});
const ingress: JsonObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'web', port: { name: 'main' } } } }] } }] },
};
const shown = (bodies: readonly JsonObject[]) =>
  exposureOf(networkOf(bodies)).map(
    ({ way, receiver, verdict }) =>
      `${way.kind} ${receiver.name}: ${connectionsText(verdict.allowed)}, unknown ${connectionsText(verdict.unknown)}`,
  );

test('a Service inside exposes nothing, one that is published all its ports', () => {
  expect(shown([pod('web'), service({})])).toEqual([]);
  expect(shown([pod('web'), service({ type: 'NodePort' })])).toEqual(['NodePort web: TCP 8080,9000, unknown no connections']);
});

test('an Ingress exposes the ports of its backends', () => {
  expect(shown([pod('web'), service({}), ingress])).toEqual(['Ingress web: TCP 8080, unknown no connections']);
});

test('a policy for some leaves open whether the controller is among them', () => {
  const closed = policy({ podSelector: {} });
  const some = policy({ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] });
  expect(shown([pod('web'), service({}), ingress, closed])).toEqual(['Ingress web: no connections, unknown no connections']);
  expect(shown([pod('web'), service({}), ingress, some])).toEqual(['Ingress web: no connections, unknown TCP 8080']);
});

test('with externalTrafficPolicy Local the pod sees the address of the client', () => {
  const blocks = policy({ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '198.51.100.0/24' } }] }] });
  const local = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };
  expect(shown([pod('web'), service(local), blocks])).toEqual(['LoadBalancer web: TCP 8080,9000, unknown no connections']);
  expect(shown([pod('web'), service({ type: 'LoadBalancer' }), blocks])).toEqual([
    'LoadBalancer web: no connections, unknown TCP 8080,9000',
  ]);
});

test.each([
  ['route.openshift.io/v1', 'Route', { to: { kind: 'Service', name: 'web' }, port: { targetPort: 'http' } }, 'Route'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] }, 'Gateway'],
  ['extensions/v1beta1', 'Ingress', { backend: { serviceName: 'web', servicePort: 80 } }, 'Ingress'],
])('%s %s is a way in', (apiVersion, kind, spec, way) => {
  expect(shown([pod('web'), service({}), { apiVersion, kind, metadata: { name: 'a', namespace: 'shop' }, spec }])).toEqual([
    `${way} web: TCP 8080, unknown no connections`,
  ]);
});

test('a port of the node is a way in, wherever the pod runs', () => {
  const open = pod('web', { spec: { containers: [{ name: 'main', image: 'main', ports: [{ containerPort: 8080, hostPort: 80 }] }] } });
  expect(exposureOf(networkOf([open]))).toMatchObject([
    { way: { kind: 'hostPort', pointer: '/spec/containers/0/ports/0/hostPort' }, receiver: { name: 'web' } },
  ]);
  expect(shown([open, policy({ podSelector: {} })])).toEqual(['hostPort web: no connections, unknown no connections']);
});

test('a sender that nobody knows is no doubt; a policy that cannot be read is one', () => {
  const doubts = (rule: JsonObject) =>
    exposureOf(networkOf([pod('web'), service({ type: 'NodePort' }), policy({ podSelector: {}, ingress: [rule] })])).map((exposure) => [
      exposure.verdict.unknown.length > 0,
      exposure.doubts,
    ]);
  expect(doubts({ from: [{ podSelector: { matchLabels: { app: 'proxy' } } }] })).toEqual([[true, []]]);
  expect(doubts({ from: [{ ipBlock: { cidr: '10.0.0.0/33' } }] })).toEqual([[true, ['10.0.0.0/33 is no block of addresses']]]);
});
