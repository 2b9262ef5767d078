// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyRuleOverruled } from './network-policy-rule-overruled.ts';

const calico = (name: string, order: number, ...ingress: JsonObject[]) =>
  objectOf({
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkPolicy',
    metadata: { name },
    spec: { order, selector: 'all()', ingress },
  });
const ssh = { action: 'Deny', protocol: 'TCP', destination: { ports: [22] } };
const found = (...objects: Parameters<typeof evaluateOn>[1]) =>
  evaluateOn(networkPolicyRuleOverruled, objects).findings.map(({ object, path, detail }) => `${object.name} ${path}: ${detail}`);

test('the order of policies decides', () => {
  expect(found(calico('open', 10, { action: 'Allow' }), calico('guard', 20, ssh))).toEqual([
    'guard /spec/ingress/0: spec.ingress[0] of GlobalNetworkPolicy open allows before it all that this rule denies',
  ]);
  expect(found(calico('open', 10, { action: 'Allow' }), calico('guard', 5, ssh))).toEqual([]);
});

test('a policy that is only staged decides nothing', () => {
  const staged = { ...calico('open', 10, { action: 'Allow' }), kind: 'StagedGlobalNetworkPolicy' };
  expect(found(staged, calico('guard', 20, ssh))).toEqual([]);
});
