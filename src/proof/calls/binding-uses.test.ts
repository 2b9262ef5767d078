// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { auditEvent } from '../../model/audit/testing.ts';
import { newestKubernetes } from '../../model/version.ts';
import { rbacOf } from '../../posture/facts/rbac.ts';
import { inventoryOf } from '../testing.ts';
import { bindingUses } from './binding-uses.ts';
import { NeedTable } from './need-table.ts';

test('a binding is used by the calls that it allows', () => {
  const inventory = inventoryOf(`
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: used, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: api, namespace: shop }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: used }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: User, name: nobody }]
`);
  const table = new NeedTable({ version: newestKubernetes, everybody: true, isAnyName: () => false });
  for (let number = 0; number < 3; number++) table.add(auditEvent({ auditID: `id-${number}` }), 'audit.log', number + 1);
  const uses = bindingUses(table.result(), rbacOf(inventory));
  expect(inventory.objects.map(uses)).toEqual([3, 0]);
});
