// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { between, namespace, networkOf, pod, policy } from './testing.ts';

const base = [namespace('shop'), namespace('bank'), pod('web'), pod('far', { namespace: 'bank' })];

function admin(name: string, priority: number, action: string, ports: readonly JsonObject[] = []): JsonObject {
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    metadata: { name },
    spec: {
      priority,
      subject: { namespaces: {} },
      ingress: [{ action, from: [{ namespaces: {} }], ...(ports.length === 0 ? {} : { ports: [...ports] }) }],
    },
  };
}

function cluster(tier: string, action: string): JsonObject {
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: tier },
    spec: {
      tier,
      priority: 1,
      subject: { namespaces: {} },
      ingress: [{ action, from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { number: 80 } } }] }],
    },
  };
}

test('the lower priority decides, before NetworkPolicies do; pass leaves it to them', () => {
  const denied = policy({ podSelector: {} });
  expect(between(networkOf([...base, admin('a', 5, 'Deny'), admin('b', 6, 'Allow')]), 'far', 'web')).toBe('no connections');
  expect(between(networkOf([...base, denied, admin('a', 5, 'Allow', [{ portNumber: { port: 80 } }])]), 'far', 'web')).toBe('TCP 80');
  expect(between(networkOf([...base, denied, admin('a', 5, 'Pass'), admin('b', 6, 'Allow')]), 'far', 'web')).toBe('no connections');
});

test('of one priority either may come first', () => {
  expect(between(networkOf([...base, admin('a', 5, 'Deny'), admin('b', 5, 'Allow')]), 'far', 'web')).toBe(
    'no connections; unknown: all connections',
  );
  expect(between(networkOf([...base, admin('a', 5, 'Deny'), admin('b', 5, 'Deny')]), 'far', 'web')).toBe('no connections');
  const [first, second] = [80, 443].map((port) => admin(`p${port}`, 5, 'Allow', [{ portNumber: { port } }]));
  const denied = policy({ podSelector: {} });
  expect(between(networkOf([...base, denied, first ?? {}, second ?? {}]), 'far', 'web')).toBe('TCP 80,443');
});

test('the baseline speaks where no NetworkPolicy selects', () => {
  const baseline = cluster('Baseline', 'Deny');
  expect(between(networkOf([...base, baseline]), 'far', 'web')).not.toMatch(/TCP 80\b|all conn/);
  expect(between(networkOf([...base, baseline, policy({ podSelector: {}, ingress: [{}] })]), 'far', 'web')).toBe('all connections');
  expect(between(networkOf([...base, cluster('Admin', 'Accept'), policy({ podSelector: {} })]), 'far', 'web')).toBe('TCP 80');
});

test('domain names and unknown actions leave it open', () => {
  const named = {
    ...cluster('Admin', 'Accept'),
    spec: { tier: 'Admin', priority: 1, subject: { namespaces: {} }, egress: [{ action: 'Deny', to: [{ domainNames: ['a.example'] }] }] },
  };
  const network = networkOf([...base, named]);
  expect(between(network, 'web', '8.8.8.8')).toBe('no connections; unknown: all connections');
  expect(network.problems).toMatchObject([{ kind: 'unevaluated', pointer: '/spec/egress/0/to/0/domainNames' }]);
  expect(between(networkOf([...base, admin('a', 1, 'Perhaps'), policy({ podSelector: {} })]), 'far', 'web')).toBe(
    'no connections; unknown: all connections',
  );
});

test('a field of the selector that the version does not have leaves open who is meant', () => {
  const old = {
    ...admin('old', 5, 'Deny'),
    spec: { priority: 5, subject: { namespaces: {} }, ingress: [{ action: 'Deny', from: [{ namespaces: { namespaceSelector: {} } }] }] },
  };
  const network = networkOf([...base, old]);
  expect(between(network, 'far', 'web')).toBe('no connections; unknown: all connections');
  expect(network.problems.map(({ pointer, reason }) => `${pointer}: ${reason}`)).toEqual([
    '/spec/ingress/0/from/0/namespaces/namespaceSelector: namespaceSelector is no field of a label selector',
  ]);
});
