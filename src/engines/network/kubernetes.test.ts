// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { between, namespace, networkOf, pod, policy } from './testing.ts';

const pods = [pod('web'), pod('api'), pod('far', { namespace: 'bank' })];

test('without a policy everybody reaches everybody', () => {
  expect(between(networkOf(pods), 'far', 'api')).toBe('all connections');
});

test('a rule allows what it names, the rest is refused', () => {
  const network = networkOf([
    ...pods,
    policy({
      podSelector: { matchLabels: { app: 'api' } },
      ingress: [
        {
          from: [{ podSelector: { matchLabels: { app: 'web' } } }],
          ports: [{ port: 'http' }, { port: 53, protocol: 'UDP' }, { port: 9000, endPort: 9010 }],
        },
      ],
    }),
  ]);
  expect(between(network, 'web', 'api')).toBe('TCP 8080,9000-9010, UDP 53');
  expect(between(network, 'far', 'api')).toBe('no connections');
  expect(between(network, 'api', 'far')).toBe('all connections');
  expect(between(network, '8.8.8.8', 'api')).toBe('no connections');
});

test('a pod reaches itself; two pods of a template are two', () => {
  const template = { metadata: { labels: { app: 'many' } }, spec: { containers: [{ name: 'a', image: 'a' }] } };
  const network = networkOf([
    pod('web'),
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'many', namespace: 'shop' }, spec: { template } },
    policy({ podSelector: {} }),
  ]);
  expect(between(network, 'web', 'web')).toBe('all connections');
  expect(between(network, 'many', 'many')).toBe('no connections');
});

test('labels of a namespace that is not there are not known, its name is', () => {
  const from = (namespaceSelector: object) =>
    policy({ podSelector: { matchLabels: { app: 'api' } }, ingress: [{ from: [{ namespaceSelector: { ...namespaceSelector } }] }] });
  const byTeam = from({ matchLabels: { team: 'a' } });
  expect(between(networkOf([...pods, byTeam]), 'far', 'api')).toBe('no connections; unknown: all connections');
  expect(between(networkOf([...pods, byTeam, namespace('bank', { team: 'a' })]), 'far', 'api')).toBe('all connections');
  expect(between(networkOf([...pods, byTeam, namespace('bank')]), 'far', 'api')).toBe('no connections');
  expect(between(networkOf([...pods, from({ matchLabels: { 'kubernetes.io/metadata.name': 'bank' } })]), 'far', 'api')).toBe(
    'all connections',
  );
});

test('blocks are for addresses outside; whether they match pods depends on the plugin', () => {
  const bodies = [
    ...pods,
    pod('placed', { ip: '10.0.0.9' }),
    policy({
      podSelector: { matchLabels: { app: 'api' } },
      ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }],
    }),
  ];
  expect(between(networkOf(bodies), '10.9.9.9', 'api')).toBe('all connections');
  expect(between(networkOf(bodies), '10.1.9.9', 'api')).toBe('no connections');
  expect(between(networkOf(bodies), 'placed', 'api')).toBe('no connections; unknown: all connections');
  expect(between(networkOf(bodies, { blocksMatchPods: true }), 'placed', 'api')).toBe('all connections');
  expect(between(networkOf(bodies, { blocksMatchPods: false }), 'placed', 'api')).toBe('no connections');
  // Where no address is known, the blocks that pods have theirs from decide.
  expect(between(networkOf(bodies, { blocksMatchPods: true }), 'web', 'api')).toBe('no connections; unknown: all connections');
  expect(between(networkOf(bodies, { blocksMatchPods: true, podBlocks: ['10.2.0.0/16'] }), 'web', 'api')).toBe('all connections');
  expect(between(networkOf(bodies, { blocksMatchPods: true, podBlocks: ['172.16.0.0/16'] }), 'web', 'api')).toBe('no connections');
});

test('an address that is not known may be of any family that is in use', () => {
  const from = (...cidrs: readonly string[]) =>
    networkOf([...pods, policy({ podSelector: {}, ingress: [{ from: cidrs.map((cidr) => ({ ipBlock: { cidr } })) }] })], {
      blocksMatchPods: true,
    });
  expect(between(from('0.0.0.0/0'), 'far', 'api')).toBe('all connections');
  expect(between(from('0.0.0.0/0', '2001:db8::/32'), 'far', 'api')).toBe('no connections; unknown: all connections');
  expect(between(from('0.0.0.0/0', '::/0'), 'far', 'api')).toBe('all connections');
});

test('pods of the host network are nodes: not selected, and at one with the pods of their node', () => {
  const closed = [
    pod('api', { spec: { nodeName: 'n1' } }),
    pod('host', { spec: { hostNetwork: true, nodeName: 'n1' } }),
    pod('other', { spec: { hostNetwork: true, nodeName: 'n2' } }),
    pod('nowhere', { spec: { hostNetwork: true } }),
    policy({ podSelector: {} }),
  ];
  const network = networkOf(closed);
  expect(between(network, 'host', 'api')).toBe('all connections');
  expect(between(network, 'other', 'api')).toBe('no connections');
  expect(between(network, 'nowhere', 'api')).toBe('no connections; unknown: all connections');
  expect(between(network, 'api', 'other')).toBe('all connections');
  expect(between(networkOf(closed, { hostNetworkPods: 'pods' }), 'api', 'other')).toBe('no connections');
});

test.each([
  [{ podSelector: { matchExpressions: [{ key: 'a', operator: 'Like' }] } }, '/spec/podSelector'],
  [{ podSelector: {}, policyTypes: ['Outgress'] }, '/spec/policyTypes/0'],
  [{ podSelector: {}, ingress: [{ from: [{}] }] }, '/spec/ingress/0/from/0'],
  [{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/33' } }] }] }, '/spec/ingress/0/from/0/ipBlock'],
  [
    { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/16', except: ['10.0.0.0/8'] } }] }] },
    '/spec/ingress/0/from/0/ipBlock',
  ],
  [{ podSelector: {}, ingress: [{ ports: [{ port: 70000 }] }] }, '/spec/ingress/0/ports/0'],
  [{ podSelector: {}, ingress: [{ ports: [{ protocol: 'ICMP' }] }] }, '/spec/ingress/0/ports/0'],
  [{ podSelector: {}, ingress: [{ ports: [{ port: 'http', endPort: 90 }] }] }, '/spec/ingress/0/ports/0'],
  [{ podSelector: {}, ingress: 'all' }, '/spec/ingress'],
])('what Kubernetes would refuse is told, and its effects are unknown: %j', (spec, pointer) => {
  const network = networkOf([...pods, policy(spec)]);
  expect(network.problems.map((problem) => problem.pointer)).toEqual([pointer]);
  expect(between(network, 'far', 'api')).toContain('unknown');
});
