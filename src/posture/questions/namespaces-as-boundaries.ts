// SPDX-License-Identifier: Apache-2.0
// Reads namespaces with what is in them, and ServiceAccounts that hold roles outside of their own.
import type { Inventory } from '../../model/inventory.ts';
import { namespacePlace, namespacesOf } from '../facts/namespaces.ts';
import { bindingKinds, placedBindings } from '../facts/rbac.ts';
import { isKubernetesOwn, subjectName } from '../facts/rbac-holders.ts';
import { fact, factAt, type FactPlace, type Question } from '../question.ts';

export const namespacesAsBoundaries: Question = {
  id: 'CIS-5.6.1',
  question: 'Do namespaces follow the boundaries of teams and of trust?',
  good: 'Each team and each environment has namespaces of its own, with its own roles, quotas and policies; few accounts cross them.',
  layer: 'cluster',
  references: ['https://kubernetes.io/docs/concepts/security/multi-tenancy/'],
  kinds: ['Namespace', 'Pod', ...bindingKinds],
  gather: (inventory) => {
    const namespaces = namespacesOf(inventory);
    return {
      facts: [
        ...(namespaces.length === 0
          ? []
          : [
              fact(
                `${namespaces.length} namespace${namespaces.length === 1 ? '' : 's'}`,
                namespaces
                  .toSorted((a, b) => b.workloads.length - a.workloads.length)
                  .flatMap((namespace) =>
                    namespacePlace(namespace, '', `${namespace.workloads.length} workload${namespace.workloads.length === 1 ? '' : 's'}`),
                  ),
              ),
            ]),
        ...factAt('ServiceAccounts with a role outside of their own namespace', crossing(inventory)),
      ],
      missing: namespaces.length === 0 ? ['namespaces and what is in them'] : ['which team or environment each namespace is for'],
    };
  },
};

function crossing(inventory: Inventory): FactPlace[] {
  return placedBindings(inventory).flatMap(({ object, binding }) =>
    binding.subjects.flatMap((subject, index) => {
      const isOwn = subject.namespace === '' || subject.namespace === binding.namespace;
      if (subject.kind !== 'ServiceAccount' || isOwn || isKubernetesOwn(binding, subject, inventory)) return [];
      const where = binding.namespace === '' ? 'in the whole cluster' : `in namespace ${binding.namespace}`;
      return { object, path: `/subjects/${index}`, detail: `${subjectName(subject)} has ${binding.roleRef.name} ${where}` };
    }),
  );
}
