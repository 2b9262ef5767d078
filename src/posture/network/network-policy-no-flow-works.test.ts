// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { buildInventory, type Gap } from '../../model/inventory.ts';
import type { JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { newestKubernetes } from '../../model/version.ts';
import { evaluate } from '../evaluate.ts';
import { evaluateOn, objectOf, testTime } from '../testing.ts';
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

test.each(['Pod', 'NetworkPolicy', 'Namespace', 'AdminNetworkPolicy', 'GlobalNetworkPolicy', 'CiliumNetworkPolicy'])(
  'where a cluster does not show its objects of kind %s nothing passes and nothing fails',
  (kind) => {
    const gap: Gap = {
      apiVersion: 'v1',
      kind,
      namespace: '',
      origin: { kind: 'cluster', context: 'test', resourceVersion: '' },
      reason: 'not shown',
      need: 'permission to list',
      resource: kind,
      where: '',
    };
    const verdicts = (gaps: readonly Gap[], objects: readonly KubernetesObject[]) => {
      const inventory = buildInventory({ objects, problems: [], passedOver: 0, gaps, cluster: 'test' }, newestKubernetes);
      const { findings, tallies } = evaluate(inventory, [networkPolicyNoFlowWorks], testTime);
      return { tally: tallies.get('network-policy-no-flow-works'), missing: new Set(findings.map(({ missing }) => missing)) };
    };
    const broken = [deny, from('api', 'web'), from('db', 'api')];
    const sound = [from('api', 'web'), from('db', 'api')];
    expect(verdicts([], broken).tally).toEqual({ pass: 2, fail: 1, unknown: 0 });
    for (const objects of [broken, sound]) {
      expect(verdicts([gap], objects)).toEqual({
        tally: { pass: 0, fail: 0, unknown: objects.length },
        missing: new Set([`permission to list ${kind}`]),
      });
    }
    expect(verdicts([{ ...gap, kind: 'Service' }], broken).tally).toEqual({ pass: 2, fail: 1, unknown: 0 });
  },
);
