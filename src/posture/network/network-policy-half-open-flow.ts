// SPDX-License-Identifier: Apache-2.0
// Reads the rules of NetworkPolicies whose peers are pods of the same namespace. A connection needs the egress of its source
// and the ingress of its destination: where the other side is isolated, one of its policies must allow the connection too.
import type { Inventory } from '../../model/inventory.ts';
import { field } from '../../model/json.ts';
import type { Labels } from '../../model/selector.ts';
import { defineCheck } from '../check.ts';
import type { FlowRule } from '../facts/flow-rules.ts';
import { portText } from '../facts/flow-rules.ts';
import { compiled, exemplar, networkPolicy, podsSelected, surelyBlocks } from '../facts/network-policies.ts';

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
    const { podSelector, rules } = networkPolicy(object);
    if (podSelector === undefined) return [];
    const own = exemplar(podSelector);
    return rules.flatMap((rule) => {
      const blocked = blockedPeer(rule, object.namespace, own, inventory);
      if (blocked === undefined) return [];
      const [half, of] = rule.direction === 'ingress' ? (['egress', 'source'] as const) : (['ingress', 'destination'] as const);
      return [
        {
          kind: 'fault' as const,
          path: rule.pointer,
          reason: `${half} of the ${of} is denied`,
          detail: `${blocked} are isolated for ${half}, and none of their policies allows this connection on ${portText(rule)}`,
          remedy: {
            kind: 'advice' as const,
            advice: `Add a policy that selects the ${of} and allows ${half} ${rule.direction === 'ingress' ? 'to the pods' : 'from the pods'} that this policy selects, on the same ports.`,
          },
        },
      ];
    });
  },
});

/** The peers of a rule, if each of them is surely kept from the connection: as they are told to people. */
function blockedPeer(rule: FlowRule, namespace: string, own: Labels, inventory: Inventory): string | undefined {
  const selectors = rule.peers.map(({ peer }) =>
    field(peer, 'namespaceSelector') === undefined ? compiled(field(peer, 'podSelector')) : undefined,
  );
  if (selectors.length === 0) return undefined;
  const opposite = rule.direction === 'ingress' ? 'egress' : 'ingress';
  const areBlocked = selectors.every((selector) => {
    if (selector === undefined) return false;
    const known = podsSelected(inventory, namespace, selector);
    const peers =
      known.length > 0
        ? known.map(({ metadata }) => ({ labels: metadata.labels, known: true }))
        : [{ labels: exemplar(selector), known: false }];
    return peers.every((peer) => surelyBlocks(inventory, namespace, opposite, peer, own, rule));
  });
  return areBlocked ? `pods ${selectors.map((selector) => labelText(exemplar(selector ?? []))).join(' and ')}` : undefined;
}

function labelText(labels: Labels): string {
  const entries = Object.entries(labels);
  return entries.length === 0 ? 'of the namespace' : entries.map(([key, value]) => (value === '' ? key : `${key}=${value}`)).join(',');
}
