// SPDX-License-Identifier: Apache-2.0
// Reads podSelector of NetworkPolicies: one workload of the namespace must be selected. Files may hold a part of the workloads only,
// or leave pods to operators: there it is a fault where a workload has nearly the labels that are asked for.
import { type Labels, type Selector, selects } from '../../model/selector.ts';
import { defineCheck } from '../check.ts';
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

/** Whether labels look like those that a selector was meant for: a value is misspelt, or stands under another key. */
function isNearMiss(podSelector: Selector, labels: Labels): boolean {
  return podSelector.some((requirement) => {
    if (requirement.operator !== 'In' || selects([requirement], labels)) return false;
    const carried = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
    return [...requirement.values].some((value) =>
      carried === undefined ? value !== '' && Object.values(labels).includes(value) : isMisspelt(value, carried),
    );
  });
}

/** Whether one letter was left out, added or changed, the case of letters apart. */
function isMisspelt(given: string, meant: string): boolean {
  const [a, b] = [given.toLowerCase(), meant.toLowerCase()];
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const rest = (text: string, skipped: number) => text.slice(start + skipped);
  return rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1);
}
