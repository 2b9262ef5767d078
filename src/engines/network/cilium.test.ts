// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { between, calico, cilium, namespace, networkOf, pod, policy } from './testing.ts';

const base = [
  namespace('shop'),
  namespace('bank'),
  pod('web', { ip: '10.0.0.1' }),
  pod('api', { ip: '10.0.0.3' }),
  pod('far', { namespace: 'bank', ip: '10.0.0.2' }),
];
const web = (spec: JsonObject) => cilium({ endpointSelector: { matchLabels: { app: 'web' } }, ...spec });

test('any rule turns on the default deny, unless it is told not to', () => {
  expect(between(networkOf([...base, web({ ingress: [{}] })]), 'api', 'web')).toBe('no connections');
  expect(between(networkOf([...base, web({ ingress: [{}], enableDefaultDeny: { ingress: false } })]), 'api', 'web')).toBe(
    'all connections',
  );
  expect(between(networkOf([...base, web({ ingress: [] })]), 'api', 'web')).toBe('all connections');
});

test('what is denied stays denied, whoever allows it', () => {
  const denied = web({ ingressDeny: [{ fromEndpoints: [{}], toPorts: [{ ports: [{ port: '22', protocol: 'TCP' }] }] }] });
  const allowed = cilium({ endpointSelector: {}, ingress: [{ fromEntities: ['all'] }] }, 'other');
  expect(between(networkOf([...base, denied, allowed]), 'api', 'web')).toMatch(/^TCP 1-21,23-65535, all UDP/);
  expect(
    between(networkOf([...base, denied, policy({ podSelector: {}, ingress: [{ ports: [{ port: 22 }, { port: 80 }] }] })]), 'api', 'web'),
  ).toBe('TCP 80');
});

test('endpoints are of the same namespace unless the selector names another', () => {
  expect(between(networkOf([...base, web({ ingress: [{ fromEndpoints: [{}] }] })]), 'far', 'web')).toBe('no connections');
  const bank = { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'bank' } };
  expect(between(networkOf([...base, web({ ingress: [{ fromEndpoints: [bank] }] })]), 'far', 'web')).toBe('all connections');
});

test('blocks are never pods; the world is never the cluster', () => {
  const network = networkOf([...base, web({ egress: [{ toCIDRSet: [{ cidr: '0.0.0.0/0', except: ['8.8.8.8/32'] }] }] })]);
  expect(between(network, 'web', 'api')).toBe('no connections');
  expect(between(network, 'web', '1.1.1.1')).toBe('all connections');
  expect(between(network, 'web', '8.8.8.8')).toBe('no connections');
  expect(between(networkOf([...base, web({ egress: [{ toEntities: ['world'] }] })]), 'web', 'api')).toBe('no connections');
});

test.each([
  [{ toFQDNs: [{ matchName: 'a.example' }] }, '/spec/egress/0/toFQDNs'],
  [{ toServices: [{ k8sService: { serviceName: 'a' } }] }, '/spec/egress/0/toServices'],
  [{ toGroups: [{}] }, '/spec/egress/0/toGroups'],
  [
    { toEntities: ['world'], toPorts: [{ ports: [{ port: '80' }], rules: { http: [{ method: 'GET' }] } }] },
    '/spec/egress/0/toPorts/0/rules',
  ],
])('what is not evaluated is named and leaves it open: %j', (rule, pointer) => {
  const network = networkOf([...base, web({ egress: [rule] })]);
  expect(network.problems).toMatchObject([{ kind: 'unevaluated', pointer }]);
  expect(between(network, 'web', '8.8.8.8')).toMatch(/^no connections; unknown: /);
});

test('policies of nodes leave hosts open', () => {
  const wide = {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumClusterwideNetworkPolicy',
    metadata: { name: 'a' },
    spec: { nodeSelector: {}, ingress: [{ fromEntities: ['cluster'] }] },
  };
  const host = pod('host', { spec: { hostNetwork: true, nodeName: 'n1' } });
  expect(between(networkOf([...base, host, wide]), '8.8.8.8', 'host')).toBe('no connections; unknown: all connections');
});

test('policies of two plugins: nobody knows which are enforced', () => {
  const both = [...base, web({ ingress: [{}] }), calico({ selector: "app == 'api'", ingress: [{ action: 'Deny' }] })];
  expect(between(networkOf(both), 'far', 'web')).toBe('no connections; unknown: all connections');
  expect(between(networkOf(both, { plugin: 'cilium' }), 'far', 'web')).toBe('no connections');
  expect(between(networkOf(both, { plugin: 'calico' }), 'far', 'web')).toBe('all connections');
});
