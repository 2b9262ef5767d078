// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { buildInventory } from '../../model/inventory.ts';
import type { JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { newestKubernetes } from '../../model/version.ts';
import { objectOf, podOf } from '../testing.ts';
import { flowsOf } from './flows.ts';

const policy = (name: string, spec: JsonObject, namespace = 'shop') =>
  objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec });
const deny = policy('deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const from = (...peers: readonly JsonObject[]) =>
  policy('api', { podSelector: { matchLabels: { app: 'api' } }, ingress: [{ from: peers, ports: [{ port: 8080 }] }] });
const app = (name: string): JsonObject => ({ podSelector: { matchLabels: { app: name } } });
const out = (name: string) =>
  policy(name, { podSelector: { matchLabels: { app: name } }, policyTypes: ['Egress'], egress: [{ ports: [{ port: 8080 }] }] });

function fates(subject: KubernetesObject, others: readonly KubernetesObject[], cluster?: string): string[] {
  const source = { objects: [subject, ...others], problems: [], passedOver: 0, ...(cluster === undefined ? {} : { cluster }) };
  return flowsOf(buildInventory(source, newestKubernetes), subject).map(
    ({ pointer, fate }) => `${pointer} ${fate.kind === 'open' ? 'open' : `${fate.direction} refused ${fate.at}`}`,
  );
}

test('each peer has its own fate', () => {
  expect(fates(from(app('web'), app('admin')), [deny, out('web')])).toEqual([
    '/spec/ingress/0/from/0 open',
    '/spec/ingress/0/from/1 egress refused there',
  ]);
});

test('one value of several that gets through is enough', () => {
  const peer = { podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'admin'] }] } };
  expect(fates(from(peer), [deny, out('admin')])).toEqual(['/spec/ingress/0/from/0 open']);
  expect(fates(from(peer), [deny])).toEqual(['/spec/ingress/0/from/0 egress refused there']);
});

test('a tier that comes before refuses at the policy itself', () => {
  const admin = objectOf({
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    metadata: { name: 'closed' },
    spec: { priority: 1, subject: { namespaces: {} }, ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }] },
  });
  expect(fates(from(app('web')), [admin])).toEqual(['/spec/ingress/0/from/0 ingress refused here']);
});

test('namespaces that are told by labels are known on a cluster alone', () => {
  const named = (name: string, labels: JsonObject) => objectOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
  const peer = { namespaceSelector: { matchLabels: { team: 'a' } }, podSelector: { matchLabels: { app: 'web' } } };
  const others = [named('a', { team: 'a' }), policy('deny', { podSelector: {}, policyTypes: ['Egress'] }, 'a')];
  expect(fates(from(peer), others)).toEqual([]);
  expect(fates(from(peer), others, 'prod')).toEqual(['/spec/ingress/0/from/0 egress refused there']);
});

test('pods that there are decide, and a port that they lack is no connection to judge', () => {
  const pod = (name: string) =>
    podOf(
      { containers: [{ name: 'a', image: 'a', ports: [{ name: 'http', containerPort: 8080 }] }] },
      { name, namespace: 'shop', labels: { app: name } },
    );
  const byName = (port: string) =>
    policy('api', { podSelector: { matchLabels: { app: 'api' } }, ingress: [{ from: [app('web')], ports: [{ port }] }] });
  expect(fates(byName('http'), [deny, pod('api'), pod('web'), out('web')])).toEqual(['/spec/ingress/0/from/0 open']);
  expect(fates(byName('http'), [deny, pod('api'), pod('web')])).toEqual(['/spec/ingress/0/from/0 egress refused there']);
  expect(fates(byName('metrics'), [deny, pod('api'), pod('web')])).toEqual(['/spec/ingress/0/from/0 open']);
});
