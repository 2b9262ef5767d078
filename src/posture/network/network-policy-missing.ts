// SPDX-License-Identifier: Apache-2.0
// Reads the labels of pod templates and the policies of their namespace: each pod must be selected by some policy of
// any kind, as the engine says. Pods on the host network and static Pods are beyond policies. Where a namespace has none at all, its first workload tells.
import type { Endpoint } from '../../engines/network/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Workload } from '../../model/workload.ts';
import { defineCheck, type Remedy } from '../check.ts';
import { isStaticPod } from '../facts/control-plane.ts';
import { podsIn, policiesIn } from '../facts/network-policies.ts';
import { perInventory } from '../facts/per-inventory.ts';
import { endpointsOf, networkOf, selectingPolicies } from '../facts/reachability.ts';

const remedy: Remedy = {
  kind: 'advice',
  advice:
    'Add a NetworkPolicy with an empty podSelector, policyTypes Ingress and Egress and no rules, one that allows DNS, and then one for each connection that is needed.',
};

export const networkPolicyMissing = defineCheck({
  id: 'network-policy-missing',
  title: 'No network policy selects the pod',
  why: 'Every pod of the cluster may connect to it, and it may connect to every address. Whoever takes over one pod goes on from there.',
  remedy: 'Deny all connections in the namespace by default, and allow those that are needed.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack', 'data-exposure'],
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies',
    'https://kubernetes.io/docs/concepts/security/security-checklist/#network-security',
  ],
  aliases: ['CIS-5.3.2', 'polaris:missingNetworkPolicy', 'kube-score:pod-networkpolicy', 'C-0260', 'T1046'],
  appliesTo: 'workload',
  applicable: ({ object, spec }) => spec.hostNetwork !== true && !isStaticPod(object),
  evaluate: (workload, { inventory }) => {
    const { namespace } = workload.object;
    const others = podsIn(inventory, namespace);
    if (isSelected(workload, inventory)) return [];
    const path = `${workload.templatePath}/metadata/labels`;
    if (policiesIn(inventory, namespace).length > 0 || guardedNamespaces(inventory).has(namespace)) {
      const detail = `policies of namespace ${named(namespace)} select other pods, and none selects those of this ${workload.object.kind}`;
      return [{ kind: 'fault', path, reason: 'no policy selects the pod', detail, remedy }];
    }
    if (others[0] !== workload) return [];
    const detail = `namespace ${named(namespace)} has no network policy, and ${others.length} workload${others.length === 1 ? '' : 's'}`;
    return [{ kind: 'fault', path, reason: 'the namespace has no network policy', detail, remedy }];
  },
});

function named(namespace: string): string {
  return namespace === '' ? 'default, or wherever this is applied,' : `"${namespace}"`;
}

function isSelected(workload: Workload, inventory: Inventory): boolean {
  const network = networkOf(inventory);
  const isSubject = (pod: Endpoint) => directions.some((direction) => selectingPolicies(network, pod, direction).length > 0);
  return endpointsOf(inventory, workload).every(isSubject);
}

const directions = ['ingress', 'egress'] as const;

/** Namespaces with a pod that some policy selects: where policies are global, namespaces hold none of their own. */
const guardedNamespaces = perInventory(
  (inventory) => new Set(inventory.workloads.filter((workload) => isSelected(workload, inventory)).map(({ object }) => object.namespace)),
);
