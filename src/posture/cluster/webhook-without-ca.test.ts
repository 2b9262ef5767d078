// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { webhookWithoutCa } from './webhook-without-ca.ts';

const reasons = (caBundle: string, origin?: 'cluster') => {
  const clientConfig = { service: { name: 'a', namespace: 'a' }, caBundle };
  const kind = 'ValidatingWebhookConfiguration';
  const body = { apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: { name: 'a' }, webhooks: [{ name: 'a', clientConfig }] };
  const rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
  const role = objectOf({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'a' }, rules });
  const object = objectOf(body);
  const service = objectOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'a' } });
  const live = { ...object, origin: { kind: 'cluster', context: 'a', resourceVersion: '1' } } as const;
  return evaluateOn(webhookWithoutCa, origin === 'cluster' ? [live, role] : [object, service]).findings.map(({ reason }) => reason);
};

test.each([
  ['', ['no authority']],
  ['Cg==', ['no authority']],
  ['ca', []],
  [btoa('-----BEGIN CERTIFICATE-----\nMIIB'), []],
  [btoa('\n-----BEGIN CERTIFICATE-----\nMIIB'), []],
])('caBundle %s', (bundle, expected) => {
  expect(reasons(bundle)).toEqual(expected);
});

test('a cluster shows what was put in, whoever may do so', () => {
  expect(reasons('', 'cluster')).toEqual(['no authority']);
});
