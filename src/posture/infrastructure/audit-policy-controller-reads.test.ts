// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicyControllerReads } from './audit-policy-controller-reads.ts';

const found = (rule: Json) =>
  evaluateOn(auditPolicyControllerReads, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [rule] })]).findings.length;

test.each<[string, string[], number]>([
  ['system:kube-scheduler', ['get'], 1],
  ['system:serviceaccount:kube-system:namespace-controller', ['list', 'watch'], 1],
  ['system:serviceaccount:kube-system:namespace-controller', ['list', 'delete'], 0],
  ['system:serviceaccount:kube-system:default', ['get'], 0],
  ['jane', ['get'], 0],
])('%s %j', (user, verbs, count) => {
  expect(found({ level: 'Request', users: [user], verbs })).toBe(count);
});
