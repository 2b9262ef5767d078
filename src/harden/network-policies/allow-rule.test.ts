// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Network } from '../../engines/network/index.ts';
import { calico, networkOf, pod, policy } from '../../engines/network/testing.ts';
import { asked, deployment, shop, shopWith } from '../../proof/reach/testing.ts';
import { allowRule } from './allow-rule.ts';

const ruleFor = (network: Network, from: string, to: string) => allowRule(network, asked(network, from, to));

test('the half that is missing, for the pods and the port asked about', () => {
  expect(ruleFor(shopWith(), 'proxy', 'shop/api:metrics')).toEqual({
    kind: 'allows',
    besides: [],
    policies: [
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'from-proxy', namespace: 'shop' },
        spec: {
          podSelector: { matchLabels: { app: 'api' } },
          policyTypes: ['Ingress'],
          ingress: [
            {
              from: [
                {
                  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } },
                  podSelector: { matchLabels: { app: 'proxy' } },
                },
              ],
              ports: [{ protocol: 'TCP', port: 9090 }],
            },
          ],
        },
      },
    ],
  });
});

test('nothing where nothing is denied', () => {
  expect(ruleFor(shopWith(), 'web', 'shop/api:8080')).toBeUndefined();
});

test('both halves where both are missing', () => {
  const network = shopWith(policy({ podSelector: {}, policyTypes: ['Egress'] }, 'deny', 'edge'));
  const rule = ruleFor(network, 'proxy', 'web:8080');
  expect(rule?.kind === 'allows' && rule.policies).toMatchObject([
    { metadata: { name: 'to-web', namespace: 'edge' }, spec: { policyTypes: ['Egress'] } },
    { metadata: { name: 'from-proxy', namespace: 'shop' }, spec: { policyTypes: ['Ingress'] } },
  ]);
});

test('without a port, those that the receiver declares', () => {
  const rule = ruleFor(shopWith(), 'proxy', 'shop/api');
  expect(rule).toMatchObject({
    kind: 'allows',
    policies: [
      {
        spec: {
          ingress: [
            {
              ports: [
                { protocol: 'TCP', port: 8080 },
                { protocol: 'TCP', port: 9090 },
              ],
            },
          ],
        },
      },
    ],
  });
});

test('addresses become blocks; the internet leaves out what is not public', () => {
  expect(ruleFor(shopWith(), '203.0.113.0/24', 'web:8080')).toMatchObject({
    policies: [{ spec: { ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] } }],
  });
  expect(ruleFor(shopWith(), 'internet', 'web:8080')).toMatchObject({
    kind: 'allows',
    policies: [{ spec: { ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] } }],
  });
});

test('what the labels let in besides is said', () => {
  const twin = { ...deployment('proxy', 'edge'), kind: 'ReplicaSet' };
  const rule = ruleFor(shopWith(twin), 'Deployment/edge/proxy', 'web:8080');
  expect(rule?.kind === 'allows' && rule.besides).toEqual([
    'ReplicaSet/edge/proxy → Deployment/shop/web as well: their labels are the same',
  ]);
});

test('where an earlier rule denies, no new policy helps', () => {
  const network = networkOf([...shop, calico({ order: 1, selector: 'app == "web"', ingress: [{ action: 'Deny' }] }, 'wall')]);
  expect(ruleFor(network, 'proxy', 'web:8080')).toEqual({
    kind: 'none',
    why: 'rules that deny it decide before any policy of Kubernetes: change those',
  });
});

test('pods of the network of their node cannot be selected', () => {
  const network = networkOf([pod('agent', { spec: { hostNetwork: true } }), ...shop]);
  expect(ruleFor(network, 'agent', 'web:8080')).toBeUndefined();
  expect(
    ruleFor(
      networkOf([
        pod('agent', { spec: { hostNetwork: true, nodeName: 'b' } }),
        pod('web', { spec: { nodeName: 'a' } }),
        policy({ podSelector: {}, policyTypes: ['Ingress'] }),
      ]),
      'agent',
      'web:8080',
    ),
  ).toEqual({
    kind: 'none',
    why: "Pod/shop/agent is of its node's network, and the addresses of nodes are not in the input",
  });
});
