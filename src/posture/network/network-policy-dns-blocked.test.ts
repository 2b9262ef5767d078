// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { networkPolicyDnsBlocked } from './network-policy-dns-blocked.ts';

const policy = (name: string, spec: JsonObject) =>
  objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: 'shop' }, spec });
const deny = policy('deny', { podSelector: {}, policyTypes: ['Egress'] });
const dnsFor = (app: string, rule: JsonObject) =>
  policy(app, { podSelector: { matchLabels: { app } }, policyTypes: ['Egress'], egress: [rule] });
const pod = (app: string) => podOf({ containers: [{ name: app, image: app }] }, { name: app, namespace: 'shop', labels: { app } });

test('it is enough that each workload there is has DNS', () => {
  const rule = { to: [{ namespaceSelector: {} }], ports: [{ protocol: 'UDP', port: 53 }] };
  expect(evaluateOn(networkPolicyDnsBlocked, [deny, dnsFor('a', rule), pod('a')]).findings).toEqual([]);
  const { findings } = evaluateOn(networkPolicyDnsBlocked, [deny, dnsFor('a', rule), pod('a'), pod('b')]);
  expect(findings.map(({ detail }) => detail)).toEqual(['Pod b may not send to UDP and TCP 53, and no other policy allows it']);
});

test('every port of a namespace is DNS only where that may be kube-system', () => {
  const to = (name: string) => dnsFor('a', { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } }] });
  expect(evaluateOn(networkPolicyDnsBlocked, [to('kube-system')]).findings).toEqual([]);
  expect(evaluateOn(networkPolicyDnsBlocked, [to('monitoring')]).findings).toHaveLength(1);
});
