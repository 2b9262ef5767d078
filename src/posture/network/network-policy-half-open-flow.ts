// SPDX-License-Identifier: Apache-2.0
// Reads the rules of NetworkPolicies whose peers are pods, of the same namespace or of others that are known. A connection needs the
// egress of its source and the ingress of its destination: the engine is asked what the policies of the other side say.
import { defineCheck, type Fault } from '../check.ts';
import { type Flow, flowsOf, refusing } from '../facts/flows.ts';
import { portText } from '../facts/flow-rules.ts';
import type { Pointer } from '../../model/pointer.ts';

export const networkPolicyHalfOpenFlow = defineCheck({
  id: 'network-policy-half-open-flow',
  title: 'Policy allows a connection that the other side’s policies deny',
  why: 'A connection needs the egress of its source and the ingress of its destination. One that is opened at one end does not work, and whoever looks for the reason tends to open more than is needed.',
  remedy: 'Write both halves of each connection: egress at the source and ingress at the destination.',
  severity: 'high',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation'],
  aliases: [],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  evaluate: (object, { inventory }) => {
    const byRule = Map.groupBy(flowsOf(inventory, object), ({ rule }) => rule);
    return [...byRule].flatMap(([rule, flows]) => {
      const dead = flows.filter(({ fate }) => fate.kind === 'refused' && fate.at === 'there');
      if (dead.length === 0) return [];
      return dead.length === rule.peers.length ? [fault(rule.pointer, dead)] : dead.map((flow) => fault(flow.pointer, [flow]));
    });
  },
});

function fault(path: Pointer, flows: readonly Flow[]): Fault {
  const [first] = flows;
  const isIngress = first?.rule.direction === 'ingress';
  const [half, of] = isIngress ? (['egress', 'source'] as const) : (['ingress', 'destination'] as const);
  const by = first?.fate.kind === 'refused' ? first.fate.by : undefined;
  const who = `pods ${flows.map(({ peer }) => peer).join(' and ')}`;
  const ports = first === undefined ? '' : portText(first.rule);
  return {
    kind: 'fault',
    path,
    reason: `${half} of the ${of} is denied`,
    detail:
      by?.kind === 'rule'
        ? `${refusing(by)} denies ${half} of ${who} on ${ports}, whatever other policies allow`
        : `${who} are isolated for ${half} by ${refusing(by)}, and no policy allows this connection on ${ports}`,
    remedy: {
      kind: 'advice',
      advice: `Add a policy that selects the ${of} and allows ${half} ${isIngress ? 'to the pods' : 'from the pods'} that this policy selects, on the same ports.`,
    },
  };
}
