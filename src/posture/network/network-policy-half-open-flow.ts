// SPDX-License-Identifier: Apache-2.0
// Reads the rules of NetworkPolicies whose peers are pods, of the same namespace or of others by name. A connection needs the
// egress of its source and the ingress of its destination: where the other side is isolated, one of its policies must allow it too.
import { type Inventory, objectsNamed } from '../../model/inventory.ts';
import { field, type Json } from '../../model/json.ts';
import type { Labels, Selector } from '../../model/selector.ts';
import { defineCheck } from '../check.ts';
import type { FlowRule } from '../facts/flow-rules.ts';
import { portText } from '../facts/flow-rules.ts';
import { nameLabels } from '../facts/namespace-peers.ts';
import {
  compiled,
  exemplar,
  namespaceLabels,
  networkPolicy,
  type OtherSide,
  podsSelected,
  surelyBlocks,
} from '../facts/network-policies.ts';

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
  const peers = rule.peers.map(({ peer }) => peerOf(peer, namespace));
  if (peers.length === 0) return undefined;
  const opposite = rule.direction === 'ingress' ? 'egress' : 'ingress';
  const isSeen = objectsNamed(inventory, 'Namespace', '', '', namespace).length > 0;
  const labels = namespaceLabels(inventory, namespace);
  // Whoever gives a namespace a label `name` gives it its own.
  const self: OtherSide = { labels: own, namespace, namespaceLabels: isSeen ? labels : { ...nameLabels(namespace), ...labels }, isSeen };
  const areBlocked = peers.every((peer) => {
    if (peer === undefined) return false;
    return peer.namespaces.every((place) => {
      const known = podsSelected(inventory, place, peer.selector);
      const pods =
        known.length > 0
          ? known.map(({ metadata }) => ({ labels: metadata.labels, known: true }))
          : [{ labels: exemplar(peer.selector), known: false }];
      return pods.every((pod) => surelyBlocks(inventory, place, opposite, pod, self, rule));
    });
  });
  return areBlocked ? `pods ${peers.map((peer) => (peer === undefined ? '' : peerText(peer, namespace))).join(' and ')}` : undefined;
}

interface Peer {
  readonly selector: Selector;
  /** By their names. */
  readonly namespaces: readonly string[];
}

/** Who a peer is; undefined where it is told by addresses, or its namespaces by anything but their names. */
function peerOf(peer: Json, namespace: string): Peer | undefined {
  if (field(peer, 'ipBlock') !== undefined) return undefined;
  const [podSelector, namespaceSelector] = [field(peer, 'podSelector'), field(peer, 'namespaceSelector') ?? null];
  const selector = compiled(podSelector ?? (namespaceSelector === null ? undefined : {}));
  if (selector === undefined) return undefined;
  if (namespaceSelector === null) return { selector, namespaces: [namespace] };
  const [name, ...others] = compiled(namespaceSelector) ?? [];
  const isByName = name?.key === 'kubernetes.io/metadata.name' && name.operator === 'In' && others.length === 0;
  return isByName ? { selector, namespaces: [...name.values] } : undefined;
}

function peerText({ selector, namespaces }: Peer, namespace: string): string {
  const where = namespaces.includes(namespace) ? '' : ` of namespace ${namespaces.join(' or ')}`;
  return `${labelText(exemplar(selector))}${where}`;
}

function labelText(labels: Labels): string {
  const entries = Object.entries(labels);
  return entries.length === 0 ? 'of the namespace' : entries.map(([key, value]) => (value === '' ? key : `${key}=${value}`)).join(',');
}
