// SPDX-License-Identifier: Apache-2.0
// Reads policyTypes of a NetworkPolicy with ingress rules: the pods it selects must be isolated for egress too, by this policy
// or by any other policy, as the engine says.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { isolates, listField } from '../facts/flow-rules.ts';
import { networkPolicy } from '../facts/network-policies.ts';
import { networkOf, podsMeant, selectingPolicies } from '../facts/reachability.ts';

export const networkPolicyEgressOpen = defineCheck({
  id: 'network-policy-egress-open',
  title: 'Pods that a policy guards may still send anywhere',
  why: 'A policy without Egress in its policyTypes leaves outgoing connections open: a process that was taken over fetches its tools, reaches other systems and carries data out.',
  remedy: 'Deny egress for the pods by default and allow DNS and the destinations that they need.',
  severity: 'info',
  layer: 'network',
  threats: ['network-attack', 'data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic'],
  aliases: ['T1041'],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  applicable: ({ body }) => listField(field(body, 'spec'), 'ingress').length > 0,
  evaluate: (object, { inventory }) => {
    const { podSelector } = networkPolicy(object);
    if (podSelector === undefined || isolates(object, 'egress')) return [];
    const pods = podsMeant(inventory, object.namespace, podSelector);
    if (!pods.some((pod) => selectingPolicies(networkOf(inventory), pod, 'egress').length === 0)) return [];
    return [
      {
        kind: 'fault',
        path: '/spec/policyTypes',
        reason: 'egress stays open',
        detail: 'neither this policy nor another one limits where the pods it selects may connect to',
        remedy: {
          kind: 'advice',
          advice: 'List Egress in policyTypes and write a rule for DNS and for each destination; without rules nothing gets out.',
        },
      },
    ];
  },
});
