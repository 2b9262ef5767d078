// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyNoFlowWorks } from './network-policy-no-flow-works.ts';

const policy = (name: string, spec: JsonObject) =>
  objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: 'shop' }, spec });
const from = (app: string, peer: string) =>
  policy(app, {
    podSelector: { matchLabels: { app } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: { matchLabels: { app: peer } } }], ports: [{ port: 80 }] }],
  });
const deny = policy('deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const found = (...objects: Parameters<typeof evaluateOn>[1]) => evaluateOn(networkPolicyNoFlowWorks, objects).findings;

test('the first policy that describes a connection tells all', () => {
  expect(found(deny, from('api', 'web'), from('db', 'api')).map(({ object, detail }) => [object.name, detail])).toEqual([
    [
      'api',
      '2 are described and all are denied: app=web → app=api TCP 80 (egress, by NetworkPolicy deny), app=api → app=db TCP 80 (egress, by NetworkPolicy deny)',
    ],
  ]);
});

test('one connection is told at its rule alone', () => {
  expect(found(deny, from('api', 'web'))).toEqual([]);
});

test('a policy that may select a source by another label leaves it open', () => {
  const byTier = policy('front', { podSelector: { matchLabels: { tier: 'front' } }, policyTypes: ['Egress'], egress: [{}] });
  expect(found(deny, from('api', 'web'), from('db', 'api'), byTier)).toEqual([]);
});
