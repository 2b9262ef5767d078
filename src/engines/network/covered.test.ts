// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { coveredRules } from './covered.ts';
import { calico, cilium, namespace, networkOf, pod, policy } from './testing.ts';

const base = [namespace('shop'), pod('web'), pod('api'), pod('db')];
const to = (app: string) => ({ podSelector: { matchLabels: { app } } });
const ingress = (name: string, app: string | undefined, ...rules: JsonObject[]) =>
  policy({ podSelector: app === undefined ? {} : { matchLabels: { app } }, ingress: rules }, name);

function covered(objects: readonly JsonObject[], structural = true): string[] {
  const text = ({
    policy: of,
    pointer,
    action,
  }: {
    readonly policy: { readonly name: string };
    readonly pointer: string;
    readonly action: string;
  }) => `${action} ${of.name}${pointer.replace('/spec', '')}`;
  return coveredRules(networkOf([...base, ...objects]), { structural }).map((rule) => `${text(rule)} < ${text(rule.by)}`);
}

test('a narrow rule beside a wide one, whichever comes first', () => {
  const narrow = { from: [to('web')], ports: [{ port: 8080 }] };
  expect(covered([ingress('a', 'api', narrow), ingress('b', undefined, { from: [{ podSelector: {} }] })])).toEqual([
    'allow a/ingress/0 < allow b/ingress/0',
  ]);
  expect(covered([ingress('a', undefined, {}), ingress('b', 'api', narrow)])).toEqual(['allow b/ingress/0 < allow a/ingress/0']);
});

test('of two alike one is needless', () => {
  const rule = { from: [to('web')] };
  expect(covered([ingress('a', 'api', rule), ingress('b', 'api', rule)])).toEqual(['allow b/ingress/0 < allow a/ingress/0']);
});

test('what differs in pods, peers or ports is not covered', () => {
  expect(covered([ingress('a', 'api', { from: [to('web')] }), ingress('b', 'db', {})])).toEqual([]);
  expect(covered([ingress('a', 'api', { from: [to('web')] }), ingress('b', 'api', { from: [to('db')] })])).toEqual([]);
  const ports = (...all: (number | string)[]) => ({ ports: all.map((port) => ({ port })) });
  expect(covered([ingress('a', 'api', ports(80, 81)), ingress('b', 'api', ports(80))])).toEqual(['allow b/ingress/0 < allow a/ingress/0']);
  expect(covered([ingress('a', 'api', ports('http')), ingress('b', 'api', ports(8080))])).toEqual([
    'allow b/ingress/0 < allow a/ingress/0',
  ]);
});

test('other labels of the same pods count only where all pods are known', () => {
  const labelled = { ...pod('x'), metadata: { name: 'x', namespace: 'shop', labels: { app: 'x', tier: 'front' } } };
  const tier = { from: [{ podSelector: { matchLabels: { tier: 'front' } } }] };
  const objects = [labelled, ingress('a', 'api', { from: [to('x')] }), ingress('b', 'api', tier)];
  expect(covered(objects)).toEqual([]);
  expect(covered(objects, false)).toEqual(['allow b/ingress/0 < allow a/ingress/0']);
});

test('blocks within blocks, and sets of values', () => {
  const block = (cidr: string, ...except: string[]) => ({ from: [{ ipBlock: { cidr, except } }] });
  expect(covered([ingress('a', 'api', block('10.1.0.0/16')), ingress('b', 'api', block('10.0.0.0/8'))])).toEqual([
    'allow a/ingress/0 < allow b/ingress/0',
  ]);
  expect(covered([ingress('a', 'api', block('10.1.0.0/16')), ingress('b', 'api', block('10.0.0.0/8', '10.1.2.0/24'))])).toEqual([]);
  const either = { from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'db'] }] } }] };
  expect(covered([ingress('a', 'api', { from: [to('web')] }), ingress('b', 'api', either)])).toEqual([
    'allow a/ingress/0 < allow b/ingress/0',
  ]);
});

test('where order decides, only what comes before covers', () => {
  const allow = { action: 'Allow' };
  const deny = { action: 'Deny', protocol: 'TCP', destination: { ports: [22] } };
  expect(covered([calico({ order: 1, ingress: [allow, deny] })])).toEqual(['deny policy/ingress/1 < allow policy/ingress/0']);
  expect(covered([calico({ order: 1, ingress: [deny, allow] })])).toEqual([]);
  expect(covered([calico({ order: 1, ingress: [deny] }, 'first'), calico({ order: 2, ingress: [allow, deny] }, 'second')])).toEqual([
    'deny second/ingress/1 < deny first/ingress/0',
  ]);
  expect(covered([calico({ order: 1, ingress: [{ action: 'Deny' }] }, 'first'), ingress('own', 'api', { from: [to('web')] })])).toEqual([
    'allow own/ingress/0 < deny first/ingress/0',
  ]);
  expect(covered([calico({ order: 9000, ingress: [{ action: 'Deny' }] }, 'last'), ingress('own', 'api', { from: [to('web')] })])).toEqual(
    [],
  );
});

test('Cilium denies first', () => {
  const rules = { endpointSelector: {}, ingressDeny: [{ fromEntities: ['all'] }], ingress: [{ fromEndpoints: [{}] }] };
  expect(covered([cilium(rules)])).toEqual(['allow policy/ingress/0 < deny policy/ingressDeny/0']);
});

test('what is not known covers nothing', () => {
  const rule = (action: string) => ({ action, destination: { domains: ['example.com'] } });
  expect(covered([calico({ order: 1, egress: [rule('Allow'), rule('Allow')] })])).toEqual([]);
});
