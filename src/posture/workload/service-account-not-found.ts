// SPDX-License-Identifier: Apache-2.0
// Reads serviceAccountName of workloads and the ServiceAccounts of the input, once it has any: all but default must be among
// them. default is made for each namespace.
import { objectsOfKind } from '../../model/inventory.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { specPath } from '../facts/container-faults.ts';
import { isStaticPod } from '../facts/control-plane.ts';
import { perInventory } from '../facts/per-inventory.ts';

const accountsOf = perInventory(
  (inventory): ReadonlySet<string> =>
    new Set(objectsOfKind(inventory, 'ServiceAccount', '').map(({ namespace, name }) => `${namespace}/${name}`)),
);

export const serviceAccountNotFound = defineCheck({
  id: 'service-account-not-found',
  title: 'ServiceAccount of the workload does not exist',
  why: 'No pod is made until the account is there. Whoever may create ServiceAccounts and Roles in the namespace decides then what the workload may do, and a workload that protects the cluster does not run until then.',
  remedy: 'Define the ServiceAccount beside the workload, with automountServiceAccountToken: false where no token is needed.',
  severity: 'low',
  layer: 'workload',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/'],
  aliases: ['kube-linter:non-existent-service-account'],
  appliesTo: 'workload',
  applicable: ({ object }, { inventory }) => !isStaticPod(object) && accountsOf(inventory).size > 0,
  evaluate: (workload, { inventory }) => {
    const { namespace } = workload.object;
    const named = workload.spec.serviceAccountName ?? '';
    if (named === '' || named === 'default' || accountsOf(inventory).has(`${namespace}/${named}`)) return [];
    const detail = `ServiceAccount "${named}" is not in the input`;
    return [
      advised(
        `${specPath(workload)}/serviceAccountName`,
        'ServiceAccount is not defined',
        detail,
        `Add the ServiceAccount "${named}" to the namespace of the workload.`,
      ),
    ];
  },
});
