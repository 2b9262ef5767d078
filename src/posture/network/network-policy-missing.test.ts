// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { networkPolicyMissing } from './network-policy-missing.ts';

const spec = { containers: [{ name: 'a', image: 'a' }] };
const pods = ['a', 'b'].map((name) => podOf(spec, { name, namespace: 'shop', labels: { app: name } }));

test('a namespace without policies is told once', () => {
  const { findings, tallies } = evaluateOn(networkPolicyMissing, pods);
  expect(findings.map(({ object, detail }) => [object.name, detail])).toEqual([
    ['a', 'namespace "shop" has no network policy, and 2 workloads'],
  ]);
  expect(tallies.get('network-policy-missing')).toEqual({ pass: 1, fail: 1, unknown: 0 });
});

test('Cilium policies count, with the prefixes of their labels', () => {
  const policy = objectOf({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'a', namespace: 'shop' },
    spec: { endpointSelector: { matchLabels: { 'k8s:app': 'a' } }, ingress: [{}] },
  });
  expect(evaluateOn(networkPolicyMissing, [...pods, policy]).findings.map(({ object }) => object.name)).toEqual(['b']);
});

test('a policy that Calico refuses selects nothing', () => {
  const policy = objectOf({
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkPolicy',
    metadata: { name: 'a' },
    spec: { selector: 'all()', ingress: [{ action: 'Allow', source: { selector: 'app = "a"' } }] },
  });
  expect(evaluateOn(networkPolicyMissing, [...pods, policy]).findings).toHaveLength(1);
});
