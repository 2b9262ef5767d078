// SPDX-License-Identifier: Apache-2.0
// Reads the rules of all NetworkPolicies of a namespace whose both ends are pods of it: the engine must let one of the connections
// through that they describe. One connection that fails is told at its rule; here are two at least, and none works.
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { portText } from '../facts/flow-rules.ts';
import { type Flow, flowsByNamespace, refusing } from '../facts/flows.ts';

export const networkPolicyNoFlowWorks = defineCheck({
  id: 'network-policy-no-flow-works',
  title: 'None of the connections that a namespace’s policies describe works',
  why: 'Everything stands still once the policies are enforced, or they are not enforced and nobody has noticed. Either way they are taken back in a hurry, and the default that denied everything with them.',
  remedy: 'Try each pair of pods against all policies together, and write both halves of each connection that is needed.',
  severity: 'critical',
  layer: 'network',
  threats: ['network-attack'],
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-and-all-egress-traffic',
  ],
  aliases: [],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  evaluate: (object, { inventory }) => {
    const flows = (flowsByNamespace(inventory).get(object.namespace) ?? []).filter(({ within }) => within);
    if (!isTeller(object, flows) || flows.some(({ fate }) => fate.kind === 'open')) return [];
    const pairs = [...Map.groupBy(flows, pairText)];
    if (pairs.length < 2) return [];
    return [
      {
        kind: 'fault',
        path: '/metadata/namespace',
        reason: 'no connection between pods of the namespace works',
        detail: `${pairs.length} are described and all are denied: ${pairs
          .slice(0, told)
          .map(([pair, same]) => `${pair} (${refusalText(same)})`)
          .join(', ')}${pairs.length > told ? ` and ${pairs.length - told} more` : ''}`,
        remedy: {
          kind: 'advice',
          advice:
            'Add the missing half of each: egress for the pods that connect, ingress for those that are connected to; and DNS for all.',
        },
      },
    ];
  },
});

/** Connections that are told before the others are counted. */
const told = 4;

/** The first policy that describes a connection tells it for its namespace. */
function isTeller({ origin }: KubernetesObject, [first]: readonly Flow[]): boolean {
  return first?.policy.origin === origin;
}

function pairText({ rule, own, peer }: Flow): string {
  const [from, to] = rule.direction === 'ingress' ? [peer, own] : [own, peer];
  return `${from} → ${to} ${portText(rule)}`;
}

function refusalText([first]: readonly Flow[]): string {
  return first?.fate.kind === 'refused' ? `${first.fate.direction}, by ${refusing(first.fate.by)}` : 'denied';
}
