// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacReadSecrets } from './rbac-read-secrets.ts';

test('an empty list of names limits nothing', () => {
  const rule = { apiGroups: [''], resources: ['secrets'], verbs: ['list'], resourceNames: [] };
  expect(foundInRules(rbacReadSecrets, [rule], { kind: 'Role' })).toEqual(['/rules/0/resources/0']);
});

test('rules that are built in are left out, by content and not by label', () => {
  const rule = { apiGroups: [''], resources: ['secrets'], verbs: ['get'] };
  expect(foundInRules(rbacReadSecrets, [rule], { name: 'edit' })).toEqual([]);
  expect(foundInRules(rbacReadSecrets, [rule], { name: 'view' })).toEqual(['/rules/0/resources/0']);
});

test('rules of an aggregated role are told where they are written', () => {
  const rule = { apiGroups: [''], resources: ['secrets'], verbs: ['get'] };
  const beside = [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'all' },
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: {} }] },
      rules: [rule],
    },
  ];
  expect(foundInRules(rbacReadSecrets, [rule], { name: 'all', beside: [] })).toEqual(['/rules/0/resources/0']);
  expect(foundInRules(rbacReadSecrets, [rule], { beside })).toEqual(['/rules/0/resources/0']);
});
