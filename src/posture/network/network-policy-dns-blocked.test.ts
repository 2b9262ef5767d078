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

const detailsOf = (...objects: Parameters<typeof evaluateOn>[1]) =>
  evaluateOn(networkPolicyDnsBlocked, objects).findings.map(({ object, path, detail }) => `${object.kind} ${path}: ${detail}`);
const calico = (spec: JsonObject, order = 100) =>
  objectOf({ apiVersion: 'projectcalico.org/v3', kind: 'GlobalNetworkPolicy', metadata: { name: 'all' }, spec: { order, ...spec } });
const toDns = {
  action: 'Allow',
  protocol: 'UDP',
  destination: { namespaceSelector: "projectcalico.org/name == 'kube-system'", selector: "k8s-app == 'kube-dns'", ports: [53] },
};

test("Calico's default for all pods needs DNS as well", () => {
  expect(detailsOf(calico({ selector: 'all()', types: ['Egress'] }), pod('a'))).toEqual([
    'GlobalNetworkPolicy /spec/types: Pod a may not send to UDP and TCP 53, and no other policy allows it',
  ]);
  expect(detailsOf(calico({ selector: 'all()', types: ['Egress'], egress: [toDns] }), pod('a'))).toEqual([]);
  expect(
    detailsOf(calico({ selector: 'all()', types: ['Egress'] }), dnsFor('a', { ports: [{ protocol: 'UDP', port: 53 }] }), pod('a')),
  ).toEqual([]);
  expect(detailsOf(calico({ selector: "app == 'a'", types: ['Egress'] }), pod('a'))).toEqual([]);
});

test('a rule that denies is told where it stands', () => {
  const deny = { action: 'Deny', protocol: 'UDP', destination: { ports: ['1:6000'] } };
  const denyTcp = { ...deny, protocol: 'TCP' };
  expect(detailsOf(calico({ egress: [deny, denyTcp, toDns, { action: 'Allow' }] }), pod('a'))).toEqual([
    expect.stringContaining('GlobalNetworkPolicy /spec/egress/0: Pod a'),
  ]);
  // OpenShift's servers listen on 5353.
  expect(detailsOf(calico({ egress: [{ ...deny, destination: { ports: [53] } }, { action: 'Allow' }] }), pod('a'))).toEqual([]);
});

test('names that Cilium lets through are worth nothing where they cannot be looked up', () => {
  const cilium = (...egress: JsonObject[]) =>
    objectOf({
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'a', namespace: 'shop' },
      spec: { endpointSelector: { matchLabels: { app: 'a' } }, egress },
    });
  const toServer = {
    toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s-app': 'kube-dns' } }],
    toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }] }],
  };
  const toApi = { toEndpoints: [{ matchLabels: { app: 'api' } }] };
  expect(detailsOf(cilium(toApi), pod('a'))).toEqual([expect.stringContaining('CiliumNetworkPolicy /spec/egress: Pod a')]);
  expect(detailsOf(cilium(toApi, toServer), pod('a'))).toEqual([]);
  expect(detailsOf(cilium({ toCIDR: ['198.18.0.0/24'], toPorts: [{ ports: [{ port: '25' }] }] }), pod('a'))).toEqual([]);
});

test('a baseline that denies all egress', () => {
  const baseline = (...egress: JsonObject[]) =>
    objectOf({
      apiVersion: 'policy.networking.k8s.io/v1alpha1',
      kind: 'BaselineAdminNetworkPolicy',
      metadata: { name: 'default' },
      spec: { subject: { namespaces: {} }, egress },
    });
  const every = { action: 'Deny', to: [{ namespaces: {} }, { networks: ['0.0.0.0/0', '::/0'] }] };
  expect(detailsOf(baseline(every), pod('a'))).toEqual([expect.stringContaining('BaselineAdminNetworkPolicy /spec/egress/0: Pod a')]);
  expect(detailsOf(baseline(every), dnsFor('a', {}), pod('a'))).toEqual([]);
});
