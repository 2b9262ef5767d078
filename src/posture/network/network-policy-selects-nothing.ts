// SPDX-License-Identifier: Apache-2.0
// Reads podSelector of NetworkPolicies: one workload of the namespace must be selected. Files may hold a part of the workloads only,
// or leave pods to operators: there it is a fault where a workload has nearly the labels that are asked for.
import { defineCheck } from '../check.ts';
import { isNearMiss } from '../facts/misspelt.ts';
import { networkPolicy, podsIn, podsSelected } from '../facts/network-policies.ts';

export const networkPolicySelectsNothing = defineCheck({
  id: 'network-policy-selects-nothing',
  title: 'Policy selects no pod',
  why: 'A label was renamed or misspelt: the pods that the policy was written for are without it, and nobody is told.',
  remedy: 'Correct podSelector to the labels of the pods, or remove the policy.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource'],
  aliases: ['kube-linter:dangling-networkpolicy', 'kube-score:networkpolicy-targets-pod'],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  applicable: (object, { inventory }) =>
    (networkPolicy(object).podSelector?.length ?? 0) > 0 && podsIn(inventory, object.namespace).length > 0,
  evaluate: (object, { inventory }) => {
    const { podSelector = [] } = networkPolicy(object);
    const pods = podsIn(inventory, object.namespace);
    if (podsSelected(inventory, object.namespace, podSelector).length > 0) return [];
    if (object.origin.kind === 'file' && !pods.some(({ metadata }) => isNearMiss(podSelector, metadata.labels))) return [];
    return [
      {
        kind: 'fault',
        path: '/spec/podSelector',
        reason: 'no pod is selected',
        detail: `none of the ${pods.length} workload${pods.length === 1 ? '' : 's'} of the namespace has these labels`,
        remedy: {
          kind: 'advice',
          advice: 'Compare the selector with the labels of the pod templates; remove the policy where its pods are gone.',
        },
      },
    ];
  },
});
