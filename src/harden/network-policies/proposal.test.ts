// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { blocksOf } from './blocks.ts';
import { podSelectors } from './pod-selectors.ts';
import { proposePolicies } from './proposal.ts';
import { deployment, inventoryOf, observed } from '../../proof/flows/testing.ts';
import { policyForms, writtenPolicy } from './written-policy.ts';

const shop = inventoryOf(deployment('shop', 'web'), deployment('shop', 'cart'), deployment('data', 'db', { app: 'db' }, {}, 'StatefulSet'));
const flows = [
  { from: '203.0.113.7', to: 'shop/web', port: 8443 },
  { from: 'shop/web', to: 'shop/cart', port: 8080 },
  { from: 'shop/cart', to: 'data/db', port: 5432 },
];

test('one policy a workload, in the words of each plugin', () => {
  const { policies, uncertain } = proposePolicies(observed(shop, ...flows), shop);
  expect(uncertain).toEqual([]);
  const cart = policies.find(({ name }) => name === 'observed-cart');
  expect(cart && policyForms.map((form) => writtenPolicy(cart, form)['spec'])).toEqual([
    {
      podSelector: { matchLabels: { app: 'cart' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ protocol: 'TCP', port: 8080 }] }],
      egress: [
        {
          to: [
            { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } }, podSelector: { matchLabels: { app: 'db' } } },
          ],
          ports: [{ protocol: 'TCP', port: 5432 }],
        },
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
          ports: [
            { protocol: 'TCP', port: 53 },
            { protocol: 'UDP', port: 53 },
          ],
        },
      ],
    },
    {
      selector: "app == 'cart'",
      types: ['Ingress', 'Egress'],
      ingress: [{ action: 'Allow', protocol: 'TCP', source: { selector: "app == 'web'" }, destination: { ports: [8080] } }],
      egress: [
        {
          action: 'Allow',
          protocol: 'TCP',
          destination: { namespaceSelector: "projectcalico.org/name == 'data'", selector: "app == 'db'", ports: [5432] },
        },
        {
          action: 'Allow',
          protocol: 'TCP',
          destination: { namespaceSelector: "projectcalico.org/name == 'kube-system'", selector: "k8s-app == 'kube-dns'", ports: [53] },
        },
        {
          action: 'Allow',
          protocol: 'UDP',
          destination: { namespaceSelector: "projectcalico.org/name == 'kube-system'", selector: "k8s-app == 'kube-dns'", ports: [53] },
        },
      ],
    },
    {
      endpointSelector: { matchLabels: { app: 'cart' } },
      ingress: [{ fromEndpoints: [{ matchLabels: { app: 'web' } }], toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }] }],
      egress: [
        {
          toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'data', app: 'db' } }],
          toPorts: [{ ports: [{ port: '5432', protocol: 'TCP' }] }],
        },
        {
          toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s-app': 'kube-dns' } }],
          toPorts: [
            {
              ports: [
                { port: '53', protocol: 'TCP' },
                { port: '53', protocol: 'UDP' },
              ],
            },
          ],
        },
      ],
    },
  ]);
});

test('peers with the same ports share a rule', () => {
  const { policies } = proposePolicies(
    observed(shop, { from: 'shop/web', to: 'data/db', port: 5432 }, { from: 'shop/cart', to: 'data/db', port: 5432 }),
    shop,
  );
  const db = policies.find(({ namespace }) => namespace === 'data');
  expect(db?.ingress?.map(({ peers, ports }) => [peers.length, ports.length])).toEqual([[2, 1]]);
});

test('one namespace alone', () => {
  const { policies } = proposePolicies(observed(shop, ...flows), shop, { namespace: 'data' });
  expect(policies.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual(['data/observed-db']);
});

describe('what is uncertain is said', () => {
  test('the host network, pods without labels, labels of two', () => {
    const odd = inventoryOf(
      deployment('shop', 'agent', { app: 'agent' }, { hostNetwork: true }, 'DaemonSet'),
      deployment('shop', 'bare', {}),
      deployment('shop', 'one', { app: 'same' }),
      deployment('shop', 'two', { app: 'same' }),
    );
    const { policies, uncertain } = proposePolicies(
      observed(odd, { from: 'shop/agent', to: 'shop/one', port: 1 }, { from: 'shop/bare', to: 'shop/two', port: 2 }),
      odd,
    );
    expect(uncertain).toEqual([
      'DaemonSet/shop/agent runs on the network of its node: no policy selects it',
      'Deployment/shop/one has the labels of Deployment/shop/two: the policy is for both',
      'Deployment/shop/bare has no labels that last: no policy can select it',
      'Deployment/shop/two has the labels of Deployment/shop/one: the policy is for both',
      'Deployment/shop/one, Deployment/shop/two talks with DaemonSet/shop/agent, which no policy can name: allow the addresses of its nodes',
      'Deployment/shop/one, Deployment/shop/two talks with Deployment/shop/bare, which no policy can name: allow the addresses of its nodes',
    ]);
    expect(policies).toHaveLength(1);
  });

  test('clients all over the world become all addresses that are public', () => {
    const clients = Array.from({ length: 20 }, (_, index) => ({ from: `198.51.100.${index}`, to: 'shop/web', port: 443 }));
    const { policies, uncertain } = proposePolicies(observed(shop, ...clients, { from: '10.1.2.3', to: 'shop/web', port: 443 }), shop);
    expect(policies[0]?.ingress?.[0]?.peers.map((peer) => peer.kind !== 'pods' && peer.block.cidr)).toEqual(['0.0.0.0/0', '10.1.2.3/32']);
    expect(uncertain).toEqual([
      'Deployment/shop/web is reached from 20 public addresses at TCP 443: all of them are allowed; narrow it where you know them',
    ]);
  });
});

test('labels that last and mean one workload', () => {
  const labels = {
    'app.kubernetes.io/name': 'db',
    'app.kubernetes.io/instance': 'a',
    'app.kubernetes.io/version': '1',
    'helm.sh/chart': 'db-1',
  };
  const { workloads } = inventoryOf(
    deployment('shop', 'db-a', labels),
    deployment('shop', 'db-b', { ...labels, 'app.kubernetes.io/instance': 'b' }),
    deployment('shop', 'web'),
  );
  expect(workloads.map((workload) => podSelectors(workloads)(workload)?.labels)).toEqual([
    { 'app.kubernetes.io/instance': 'a' },
    { 'app.kubernetes.io/instance': 'b' },
    { app: 'web' },
  ]);
});

test('few addresses are listed, many become their kind', () => {
  expect(blocksOf(['2001:db8::1', '198.51.100.1']).blocks.map(({ cidr }) => cidr)).toEqual(['198.51.100.1/32', '2001:db8::1/128']);
  const many = blocksOf(Array.from({ length: 9 }, (_, index) => `2001:db8::${index}`));
  expect(many).toMatchObject({ blocks: [{ cidr: '::/0' }], widened: 9 });
});
