// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { serviceUnreachable } from './service-unreachable.ts';

const pod = (name: string, labels: JsonObject) =>
  podOf({ containers: [{ name: 'a', image: 'a', ports: [{ name: 'http', containerPort: 8080 }] }] }, { name, namespace: 'shop', labels });
const service = objectOf({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 'http' }] },
});
const policy = (spec: JsonObject) =>
  objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'shop' }, spec });
const found = (...objects: Parameters<typeof evaluateOn>[1]) =>
  evaluateOn(serviceUnreachable, [service, ...objects]).findings.map(({ detail }) => detail);

test('one pod that answers is enough', () => {
  const deny = policy({ podSelector: { matchLabels: { version: 'old' } }, ingress: [] });
  const old = pod('old', { app: 'api', version: 'old' });
  expect(found(deny, old)).toEqual([
    'NetworkPolicy deny isolates Pod/shop/old, and no policy lets anybody in on what port 80 of the Service leads to',
  ]);
  expect(found(deny, old, pod('new', { app: 'api', version: 'new' }))).toEqual([]);
});

test('addresses are somebody, and so is whoever a selector may mean', () => {
  const api = pod('api', { app: 'api' });
  expect(found(policy({ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '198.18.0.0/24' } }] }] }), api)).toEqual([]);
  expect(found(policy({ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'a' } } }] }] }), api)).toEqual([]);
});

test('a name for the port that the pods do not have is told where it is missing', () => {
  const bare = podOf({ containers: [{ name: 'a', image: 'a' }] }, { name: 'api', namespace: 'shop', labels: { app: 'api' } });
  expect(found(policy({ podSelector: {}, ingress: [] }), bare)).toEqual([]);
});
