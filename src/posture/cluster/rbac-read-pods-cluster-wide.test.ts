// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { bindingOf, foundInRules } from '../facts/rbac-testing.ts';
import { rbacReadPodsClusterWide } from './rbac-read-pods-cluster-wide.ts';

const rule = { apiGroups: [''], resources: ['pods'], verbs: ['list'] };
const subjects = [{ kind: 'Group', name: 'support', apiGroup: 'rbac.authorization.k8s.io' }];

test('a role that is bound in namespaces alone is not for the cluster', () => {
  expect(foundInRules(rbacReadPodsClusterWide, [rule], { beside: [bindingOf(subjects, 'example', 'shop')] })).toEqual([]);
  expect(foundInRules(rbacReadPodsClusterWide, [rule], { beside: [bindingOf(subjects, 'example')] })).toEqual(['/rules/0/resources/0']);
});
