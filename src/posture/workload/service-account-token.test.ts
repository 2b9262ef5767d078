// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { serviceAccountToken } from './service-account-token.ts';

const account = (body: JsonObject) => objectOf({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'api' }, ...body });
const found = (spec: JsonObject, ...beside: ReturnType<typeof objectOf>[]) =>
  evaluateOn(serviceAccountToken, [podOf(spec), ...beside]).findings.length;

const binding = (name: string) =>
  objectOf({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    subjects: [
      { kind: 'User', name },
      { kind: 'ServiceAccount', name, namespace: '' },
    ],
  });
const tally = (pod: ReturnType<typeof podOf>) => evaluateOn(serviceAccountToken, [pod]).tallies.get('service-account-token');

test('the old field names the ServiceAccount too', () => {
  expect(found({ serviceAccount: 'api' }, account({ automountServiceAccountToken: false }))).toBe(0);
  expect(found({ serviceAccount: 'api' }, account({}))).toBe(1);
});

test('of two ServiceAccounts of one name, both must opt out', () => {
  expect(found({ serviceAccountName: 'api' }, account({ automountServiceAccountToken: false }), account({}))).toBe(1);
});

test('a binding shows that the token is needed, unless all share the ServiceAccount', () => {
  expect(found({ serviceAccountName: 'api' }, binding('api'))).toBe(0);
  expect(found({ serviceAccountName: 'api' }, binding('other'))).toBe(1);
  expect(found({}, binding('default'))).toBe(1);
});

test('static Pods have no ServiceAccount', () => {
  const metadata = { name: 'kube-apiserver', namespace: 'kube-system' };
  const containers = [{ name: 'a', image: 'a', command: ['/usr/local/bin/kube-apiserver', '--v=2'] }];
  expect(tally(podOf({ containers }, metadata))).toEqual({ pass: 0, fail: 0, unknown: 0 });
  expect(tally(podOf({}, { name: 'agent', annotations: { 'kubernetes.io/config.mirror': 'x' } }))).toEqual({
    pass: 0,
    fail: 0,
    unknown: 0,
  });
  expect(tally(podOf({ containers }, { ...metadata, namespace: 'shop' }))).toEqual({ pass: 0, fail: 1, unknown: 0 });
});
