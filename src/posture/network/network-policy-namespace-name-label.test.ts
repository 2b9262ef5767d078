// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyNamespaceNameLabel } from './network-policy-namespace-name-label.ts';

test('the name beside it pins the namespace, and the detail says whether a namespace carries the label', () => {
  const policy = (matchLabels: Record<string, string>) =>
    objectOf({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'a' },
      spec: { ingress: [{ from: [{ namespaceSelector: { matchLabels } }] }] },
    });
  const namespace = objectOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'edge', labels: { name: 'edge' } } });
  const details = (...objects: Parameters<typeof evaluateOn>[1]) =>
    evaluateOn(networkPolicyNamespaceNameLabel, objects).findings.map(({ detail }) => detail);
  expect(details(policy({ name: 'edge', 'kubernetes.io/metadata.name': 'edge' }))).toEqual([]);
  expect(details(policy({ name: 'edge' }))[0]).toContain('no namespace seen here carries it');
  expect(details(policy({ name: 'edge' }), namespace)[0]).not.toContain('no namespace');
});
