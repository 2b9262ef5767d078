// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { between, calico, namespace, networkOf, pod, policy } from './testing.ts';

const base = [namespace('shop'), namespace('bank'), pod('web', { ip: '10.0.0.1' }), pod('far', { namespace: 'bank', ip: '10.0.0.2' })];
const tier = (name: string, spec: JsonObject): JsonObject => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'Tier',
  metadata: { name },
  spec,
});
const ingress = (...rules: readonly JsonObject[]): JsonObject => ({ selector: "app == 'web'", types: ['Ingress'], ingress: [...rules] });

test('rules decide in order, and the end of the tier refuses', () => {
  const rules = ingress(
    { action: 'Log' },
    { action: 'Deny', protocol: 'TCP', destination: { ports: [22] } },
    { action: 'Allow', protocol: 'TCP', destination: { ports: ['20:80', 'http'] } },
  );
  expect(between(networkOf([...base, calico(rules)]), 'far', 'web')).toBe('TCP 20-21,23-80,8080');
});

test('tiers come by order, and pass hands on', () => {
  const first = calico(
    { tier: 'first', ...ingress({ action: 'Pass', protocol: 'TCP' }, { action: 'Allow', protocol: 'UDP', destination: { ports: [53] } }) },
    'first.a',
  );
  const network = networkOf([
    ...base,
    tier('first', { order: 10 }),
    first,
    policy({ podSelector: {}, ingress: [{ ports: [{ port: 80 }, { port: 80, protocol: 'UDP' }] }] }),
  ]);
  expect(between(network, 'far', 'web')).toBe('TCP 80, UDP 53');
});

test('a tier that nobody describes may come first', () => {
  const network = networkOf([...base, calico({ tier: 'first', ...ingress({ action: 'Deny' }) })]);
  expect(between(network, 'far', 'web')).toBe('no connections; unknown: all connections');
  expect(network.problems.map(({ pointer }) => pointer)).toEqual(['/spec/tier']);
});

test('policies of Kubernetes stand at order 1000', () => {
  const open = policy({ podSelector: {}, ingress: [{}] });
  expect(between(networkOf([...base, open, calico({ order: 999, ...ingress({ action: 'Deny' }) })]), 'far', 'web')).toBe('no connections');
  expect(between(networkOf([...base, open, calico({ order: 1001, ...ingress({ action: 'Deny' }) })]), 'far', 'web')).toBe(
    'all connections',
  );
});

test('a namespaced policy means its own namespace unless it names others', () => {
  const from = (source: JsonObject) => networkOf([...base, calico(ingress({ action: 'Allow', source }), 'policy', 'shop')]);
  expect(between(from({ selector: 'all()' }), 'far', 'web')).toBe('no connections');
  expect(between(from({ selector: 'all()', namespaceSelector: "projectcalico.org/name == 'bank'" }), 'far', 'web')).toBe('all connections');
});

test('sets of addresses are selected by their labels', () => {
  const set = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkSet',
    metadata: { name: 'a', labels: { threat: 'feed' } },
    spec: { nets: ['198.51.100.0/24', '8.8.8.8'] },
  };
  const network = networkOf([...base, set, calico(ingress({ action: 'Deny', source: { selector: 'has(threat)' } }, { action: 'Allow' }))]);
  expect(between(network, '198.51.100.7', 'web')).toBe('no connections');
  expect(between(network, '8.8.8.8', 'web')).toBe('no connections');
  expect(between(network, '8.8.4.4', 'web')).toBe('all connections');
});

test('a Service as destination is its pods on its ports', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
  };
  const to = {
    selector: "app == 'far'",
    types: ['Egress'],
    egress: [{ action: 'Allow', destination: { services: { name: 'web', namespace: 'shop' } } }],
  };
  expect(between(networkOf([...base, service, calico(to)]), 'far', 'web')).toBe('TCP 8080');
  expect(between(networkOf([...base, calico(to)]), 'far', 'web')).toBe('no connections; unknown: all connections');
});

test.each([
  [{ source: { ports: [1000] } }, '/spec/ingress/0/source/ports'],
  [{ http: { methods: ['GET'] } }, '/spec/ingress/0/http'],
  [{ source: { domains: ['a.example'] } }, '/spec/ingress/0/source/domains'],
])('what is not evaluated is named and leaves it open: %j', (rule, pointer) => {
  const network = networkOf([...base, calico(ingress({ action: 'Allow', ...rule }))]);
  expect(network.problems).toMatchObject([{ kind: 'unevaluated', pointer }]);
  expect(between(network, '8.8.8.8', 'web')).toBe('no connections; unknown: all connections');
});

test('policies for packets before translation are about host endpoints, and those leave hosts open', () => {
  const host = pod('host', { spec: { hostNetwork: true, nodeName: 'n1' } });
  const tracked = calico({ selector: 'all()', doNotTrack: true, applyOnForward: true, ingress: [{ action: 'Deny' }] });
  expect(between(networkOf([...base, host, tracked]), 'far', 'web')).toBe('all connections');
  const endpoint = { apiVersion: 'projectcalico.org/v3', kind: 'HostEndpoint', metadata: { name: 'n1' }, spec: { node: 'n1' } };
  expect(between(networkOf([...base, host, endpoint]), '8.8.8.8', 'host')).toBe('no connections; unknown: all connections');
});

test('what both API groups serve is one policy, and staged ones are none', () => {
  const rules = ingress({ action: 'Deny' });
  const same = { ...calico(rules, 'default.policy'), apiVersion: 'crd.projectcalico.org/v1' };
  expect(networkOf([...base, calico(rules, 'policy'), same]).policies).toHaveLength(1);
  expect(networkOf([...base, { ...calico(rules), kind: 'StagedGlobalNetworkPolicy' }]).policies).toHaveLength(0);
});
