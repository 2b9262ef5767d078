// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { networkPolicyHalfOpenFlow } from './network-policy-half-open-flow.ts';

const policy = (name: string, spec: JsonObject) =>
  objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: 'shop' }, spec });
const deny = policy('deny', { podSelector: {}, policyTypes: ['Egress'] });
const fromWeb = policy('api', {
  podSelector: { matchLabels: { app: 'api' } },
  ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 8080 }] }],
});
const byTier = policy('front', { podSelector: { matchLabels: { tier: 'front' } }, policyTypes: ['Egress'], egress: [{}] });
const found = (...objects: Parameters<typeof evaluateOn>[1]) =>
  evaluateOn(networkPolicyHalfOpenFlow, objects).findings.map(({ detail }) => detail);

test('a policy that might select the source by another label is given the benefit of the doubt', () => {
  expect(found(deny, fromWeb)).toEqual([
    'pods app=web are isolated for egress by NetworkPolicy deny, and no policy allows this connection on TCP 8080',
  ]);
  expect(found(deny, fromWeb, byTier)).toEqual([]);
});

test('known pods end the doubt', () => {
  const web = (labels: JsonObject) => podOf({ containers: [{ name: 'a', image: 'a' }] }, { name: 'web', namespace: 'shop', labels });
  expect(found(deny, fromWeb, byTier, web({ app: 'web' }))).toHaveLength(1);
  expect(found(deny, fromWeb, byTier, web({ app: 'web', tier: 'front' }))).toEqual([]);
});

test('named ports and ranges share what they might', () => {
  const egress = (port: JsonObject) =>
    policy('web', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], egress: [{ ports: [port] }] });
  expect(found(deny, fromWeb, egress({ port: 'http' }))).toEqual([]);
  expect(found(deny, fromWeb, egress({ port: 8000, endPort: 8100 }))).toEqual([]);
  expect(found(deny, fromWeb, egress({ port: 8080, protocol: 'UDP' }))).toHaveLength(1);
});
