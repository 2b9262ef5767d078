// SPDX-License-Identifier: Apache-2.0
// Reads NetworkPolicies by namespace: which have one that denies by default, which have none.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field } from '../../model/json.ts';
import { isolates } from '../facts/flow-rules.ts';
import { namespacePlace, namespacesOf } from '../facts/namespaces.ts';
import { isSelectorOfAll, type NetworkPolicy, policiesIn } from '../facts/network-policies.ts';
import { fact, factAt, type FactPlace, type Question } from '../question.ts';

const globalKinds = [
  ['GlobalNetworkPolicy', 'projectcalico.org'],
  ['GlobalNetworkPolicy', 'crd.projectcalico.org'],
  ['CiliumClusterwideNetworkPolicy', 'cilium.io'],
  ['ClusterNetworkPolicy', 'policy.networking.k8s.io'],
  ['AdminNetworkPolicy', 'policy.networking.k8s.io'],
  ['BaselineAdminNetworkPolicy', 'policy.networking.k8s.io'],
] as const;

export const namespacesWithPolicies: Question = {
  id: 'CIS-5.3.2',
  question: 'Does every namespace have NetworkPolicies that isolate its Pods?',
  good: 'Each namespace denies both directions by default and allows what is known to be needed.',
  layer: 'network',
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  kinds: ['Namespace', 'Pod', 'NetworkPolicy.networking.k8s.io', ...globalKinds.map(([kind, group]) => `${kind}.${group}`)],
  gather: (inventory) => {
    const namespaces = namespacesOf(inventory).map((namespace) => ({ namespace, policies: policiesIn(inventory, namespace.name) }));
    const withOne = namespaces.filter(({ policies }) => policies.length > 0);
    const without = namespaces.filter(({ policies }) => policies.length === 0);
    return {
      facts: [
        ...(namespaces.length === 0
          ? []
          : [
              fact(
                `${withOne.length} of ${namespaces.length} namespaces have NetworkPolicies`,
                withOne.flatMap(({ namespace, policies }) => namespacePlace(namespace, '', summary(policies))),
              ),
            ]),
        ...factAt(
          'namespaces without one',
          without.flatMap(({ namespace }) =>
            namespacePlace(namespace, '', `${namespace.workloads.length} workload${namespace.workloads.length === 1 ? '' : 's'}`),
          ),
        ),
        ...factAt('policies that reach across namespaces', globalPolicies(inventory)),
      ],
      missing: namespaces.length === 0 ? ['the namespaces and their NetworkPolicies'] : [],
    };
  },
};

function summary(policies: readonly NetworkPolicy[]): string {
  const denied = (['ingress', 'egress'] as const).filter((direction) =>
    policies.some(({ object }) => isolates(object, direction) && isSelectorOfAll(field(field(object.body, 'spec'), 'podSelector'))),
  );
  const isolation = denied.length === 0 ? 'none selects every Pod' : `every Pod is isolated for ${denied.join(' and ')}`;
  return `${policies.length} polic${policies.length === 1 ? 'y' : 'ies'}, ${isolation}`;
}

function globalPolicies(inventory: Inventory): FactPlace[] {
  return globalKinds
    .flatMap(([kind, group]) => objectsOfKind(inventory, kind, group))
    .map((object) => ({ object, path: '', detail: 'holds in more than one namespace' }));
}
