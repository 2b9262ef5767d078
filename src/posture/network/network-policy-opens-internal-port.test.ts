// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { networkPolicyEveryNamespace } from './network-policy-every-namespace.ts';
import { networkPolicyOpensInternalPort } from './network-policy-opens-internal-port.ts';

const policy = (rule: JsonObject) =>
  objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { podSelector: {}, ingress: [rule] },
  });
const pod = (image: string, ...ports: number[]) =>
  podOf(
    { containers: [{ name: 'a', image, ports: ports.map((containerPort) => ({ containerPort })) }] },
    { name: 'db', namespace: 'shop', labels: { app: 'db' } },
  );
const found = (...objects: Parameters<typeof evaluateOn>[1]) =>
  evaluateOn(networkPolicyOpensInternalPort, objects).findings.map(({ detail }) => detail);

test('what is told: who, which port, of what, where', () => {
  expect(found(policy({ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }), pod('postgres:17', 5432, 9187))).toEqual([
    'every address, on the Internet too, may connect to port 5432 (PostgreSQL) of Pod/shop/db',
  ]);
});

test('a port that many programs use counts by the image', () => {
  expect(found(policy({}), pod('registry.example.com/shop/api:1', 9090, 9200))).toEqual([]);
  expect(found(policy({}), pod('prom/prometheus:v3.4.0', 9090))).toHaveLength(1);
});

test('where another policy keeps strangers out, nothing is open', () => {
  const deny = objectOf({
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    metadata: { name: 'db' },
    spec: {
      priority: 1,
      subject: { namespaces: {} },
      ingress: [{ action: 'Deny', from: [{ namespaces: {} }], ports: [{ portNumber: { protocol: 'TCP', port: 5432 } }] }],
    },
  });
  expect(found(policy({ from: [{ namespaceSelector: {} }] }), pod('postgres:17', 5432), deny)).toEqual([]);
});

test('the rule that lets every namespace in is told once', () => {
  expect(networkPolicyEveryNamespace.followsFrom).toContainEqual({ check: 'network-policy-opens-internal-port', at: '' });
});
