// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { bindingOf, foundInRules } from '../facts/rbac-testing.ts';
import { rbacChangeKubeSystemConfig } from './rbac-change-kube-system-config.ts';

const rule = { apiGroups: [''], resources: ['configmaps'], verbs: ['update', 'patch'] };
const subjects = [{ kind: 'Group', name: 'support', apiGroup: 'rbac.authorization.k8s.io' }];

test('a ClusterRole counts where a binding reaches kube-system', () => {
  expect(foundInRules(rbacChangeKubeSystemConfig, [rule])).toEqual([]);
  expect(foundInRules(rbacChangeKubeSystemConfig, [rule], { beside: [bindingOf(subjects, 'example', 'shop')] })).toEqual([]);
  expect(foundInRules(rbacChangeKubeSystemConfig, [rule], { beside: [bindingOf(subjects, 'example')] })).toEqual(['/rules/0/verbs']);
});
