// SPDX-License-Identifier: Apache-2.0
import { type Inventory, objectsNamed, objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { PodSpec } from '../../model/pod.ts';
import type { Workload } from '../../model/workload.ts';
import { perInventory } from './per-inventory.ts';

/** The name of the ServiceAccount that pods run as, defaulted as the API server does. */
export function serviceAccountOf({ serviceAccountName, serviceAccount }: PodSpec): string {
  return serviceAccountName || serviceAccount || 'default';
}

/** Whether pods get a token at /var/run/secrets without asking: the pod decides, else its ServiceAccount, else yes. */
export function automountsToken({ object, spec }: Workload, inventory: Inventory): boolean {
  if (spec.automountServiceAccountToken !== undefined) return spec.automountServiceAccountToken;
  const accounts = objectsNamed(inventory, 'ServiceAccount', '', object.namespace, serviceAccountOf(spec));
  return accounts.length === 0 || accounts.some(({ body }) => field(body, 'automountServiceAccountToken') !== false);
}

/** Whether a RoleBinding or ClusterRoleBinding of the inventory names the workload's ServiceAccount. */
export function isBound({ object, spec }: Workload, inventory: Inventory): boolean {
  return boundAccounts(inventory).has(`${object.namespace}/${serviceAccountOf(spec)}`);
}

const boundAccounts = perInventory((inventory): ReadonlySet<string> => {
  const bindings = ['RoleBinding', 'ClusterRoleBinding'].flatMap((kind) => objectsOfKind(inventory, kind, 'rbac.authorization.k8s.io'));
  return new Set(bindings.flatMap(accountsNamed));
});

function accountsNamed(binding: KubernetesObject): string[] {
  const subjects = field(binding.body, 'subjects');
  if (!isArray(subjects)) return [];
  return subjects
    .filter((subject) => stringField(subject, 'kind') === 'ServiceAccount')
    .map((subject) => `${stringField(subject, 'namespace') ?? binding.namespace}/${stringField(subject, 'name') ?? ''}`);
}
