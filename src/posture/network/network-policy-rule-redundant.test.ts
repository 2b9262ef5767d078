// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { buildInventory } from '../../model/inventory.ts';
import type { JsonObject } from '../../model/json.ts';
import { newestKubernetes } from '../../model/version.ts';
import { evaluate } from '../evaluate.ts';
import { evaluateOn, objectOf, podOf, testTime } from '../testing.ts';
import { networkPolicyRuleRedundant } from './network-policy-rule-redundant.ts';

const policy = (name: string, labels: JsonObject) =>
  objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'shop' },
    spec: { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: labels } }] }] },
  });
const web = podOf({ containers: [{ name: 'a', image: 'a' }] }, { name: 'web', namespace: 'shop', labels: { app: 'web', tier: 'front' } });
const found = (cluster: object) => {
  const objects = [policy('by-app', { app: 'web' }), policy('by-tier', { tier: 'front' }), web];
  const inventory = buildInventory({ objects, problems: [], passedOver: 0, ...cluster }, newestKubernetes);
  return evaluate(inventory, [networkPolicyRuleRedundant], testTime).findings.map(({ object, detail }) => `${object.name}: ${detail}`);
};

test('only a cluster shows that two selectors mean the same pods', () => {
  expect(found({})).toEqual([]);
  expect(found({ cluster: 'test' })).toEqual(['by-tier: spec.ingress[0] of NetworkPolicy by-app allows all that this rule does']);
});

test('variants of one policy are not in force together', () => {
  const rule = { from: [{ podSelector: {} }] };
  const variant = (...ingress: JsonObject[]) =>
    objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'api' }, spec: { podSelector: {}, ingress } });
  const foundIn = (...objects: Parameters<typeof evaluateOn>[1]) => evaluateOn(networkPolicyRuleRedundant, objects).findings.length;
  expect(foundIn(variant(rule), variant(rule, {}))).toBe(1);
  expect(foundIn(variant(rule), variant(rule))).toBe(0);
  const elsewhere = {
    ...policy('open', {}),
    namespace: '',
    origin: { kind: 'file', source: 'other/a.yaml', start: 0, end: 0, pointer: '' },
  } as const;
  expect(foundIn(variant(rule), elsewhere)).toBe(0);
});
