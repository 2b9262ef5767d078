// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicyHiddenAttackers } from './audit-policy-hidden-attackers.ts';

const found = (...rules: Json[]) =>
  evaluateOn(auditPolicyHiddenAttackers, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules })]).findings.map(
    ({ path }) => path,
  );

test.each<[Json, number]>([
  [{}, 1],
  [{ userGroups: ['system:nodes'] }, 1],
  [{ userGroups: ['system:nodes'], verbs: ['get'], resources: [{ resources: ['nodes'] }] }, 0],
  [{ users: ['system:kube-proxy'] }, 1],
  [{ users: ['system:kube-proxy'], verbs: ['watch'] }, 0],
  [{ users: ['system:apiserver'] }, 0],
  [{ namespaces: ['kube-system'] }, 1],
  [{ verbs: ['get'] }, 1],
  [{ nonResourceURLs: ['*'] }, 0],
  [{ resources: [{ resources: ['events'] }] }, 0],
])('%j', (rule, count) => {
  expect(found({ level: 'None', ...(rule as object) })).toHaveLength(count);
});

test('what an earlier rule records is not hidden', () => {
  expect(found({ level: 'Metadata' }, { level: 'None', userGroups: ['system:serviceaccounts'] })).toEqual([]);
});
