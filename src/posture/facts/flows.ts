// SPDX-License-Identifier: Apache-2.0
// The connections between pods that the rules of NetworkPolicies describe, and whether they work: the engine is asked about the pods
// that both selectors mean. A rule at one end is worth nothing where the other end refuses.
import {
  all,
  type Between,
  type Connections,
  connectionsBetween,
  connectionsOf,
  type Direction,
  type Endpoint,
  explain,
  intersect,
  isPortProtocol,
  type Network,
  rangesOf,
  type Reason,
  unionOf,
} from '../../engines/network/index.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Labels } from '../../model/selector.ts';
import { type FlowRule, listField } from './flow-rules.ts';
import { exemplar, networkPolicy } from './network-policies.ts';
import { perInventory } from './per-inventory.ts';
import { networkOf, podPeer, type PodPeer, podsMeant } from './reachability.ts';

/** What one peer of one rule describes. */
export interface Flow {
  readonly policy: KubernetesObject;
  readonly rule: FlowRule;
  readonly pointer: Pointer;
  /** The peer as it is told to people, and the pods that the policy selects. */
  readonly peer: string;
  readonly own: string;
  /** Whether both ends are pods of the policy's namespace. */
  readonly within: boolean;
  readonly fate: Fate;
}

/** `refused`: surely, for all pods that may be meant, at the end of the policy itself or at the other; `open` where any may pass. */
export type Fate =
  | { readonly kind: 'open' }
  | { readonly kind: 'refused'; readonly at: 'here' | 'there'; readonly direction: Direction; readonly by: Reason | undefined };

const open: Fate = { kind: 'open' };

/** The flows of every NetworkPolicy, by policy; peers that are no pods, or pods of namespaces that are not known, have none. */
const flowsByPolicy = perInventory(
  (inventory): ReadonlyMap<KubernetesObject, readonly Flow[]> =>
    new Map(
      objectsOfKind(inventory, 'NetworkPolicy', 'networking.k8s.io').map((policy) => [policy, describedFlows(inventory, policy)] as const),
    ),
);

export function flowsOf(inventory: Inventory, policy: KubernetesObject): readonly Flow[] {
  return flowsByPolicy(inventory).get(policy) ?? [];
}

/** The flows of the NetworkPolicies of each namespace. */
export const flowsByNamespace = perInventory((inventory) => Map.groupBy([...flowsByPolicy(inventory).values()].flat(), placeOf));

function placeOf({ policy }: Flow): string {
  return policy.namespace;
}

function describedFlows(inventory: Inventory, policy: KubernetesObject): Flow[] {
  const { podSelector, rules } = networkPolicy(policy);
  if (podSelector === undefined) return [];
  const own = podsMeant(inventory, policy.namespace, podSelector);
  return rules.flatMap((rule) =>
    rule.peers.flatMap(({ peer, pointer }): Flow[] => {
      const pods = podPeer(inventory, peer, policy.namespace);
      if (pods === undefined) return [];
      const others = pods.namespaces.map((namespace) => podsMeant(inventory, namespace, pods.selector));
      // Where no pod can be told for a namespace, nothing is known of it.
      const isKnown = own.length > 0 && others.length > 0 && others.every((of) => of.length > 0);
      return [
        {
          policy,
          rule,
          pointer,
          peer: peerText(pods, policy.namespace),
          own: labelText(exemplar(podSelector)),
          within: pods.namespaces.length === 1 && pods.namespaces[0] === policy.namespace,
          fate: isKnown ? fateOf(networkOf(inventory), rule, own, others.flat()) : open,
        },
      ];
    }),
  );
}

/** Pairs that are looked at for one rule; one that stays refused for more is taken to be open. */
const mostPairs = 10_000;

function fateOf(network: Network, rule: FlowRule, own: readonly Endpoint[], others: readonly Endpoint[]): Fate {
  const [here, there] = [distinct(network, own), distinct(network, others)];
  if (here.length * there.length > mostPairs) return open;
  let fate: Fate = open;
  for (const mine of here) {
    for (const other of there) {
      const [sender, receiver] = rule.direction === 'ingress' ? [other, mine] : [mine, other];
      const wanted = connectionsFor(rule, receiver);
      if (wanted.length === 0) return open;
      const between = connectionsBetween(network, sender, receiver);
      if (maySend(between.verdict, wanted)) return open;
      if (fate.kind === 'open') fate = refusal(network, rule, between, wanted, sender, receiver);
    }
  }
  return fate;
}

function refusal(network: Network, rule: FlowRule, between: Between, wanted: Connections, sender: Endpoint, receiver: Endpoint): Fate {
  const other = rule.direction === 'ingress' ? 'egress' : 'ingress';
  const direction = maySend(between[rule.direction], wanted) ? other : rule.direction;
  const [range] = rangesOf(wanted);
  const decision = range === undefined ? undefined : explain(network, sender, receiver, { protocol: range.protocol, port: range.first });
  return {
    kind: 'refused',
    at: direction === rule.direction ? 'here' : 'there',
    direction,
    by: decision?.[direction].reasons[0],
  };
}

/** Endpoints that no policy tells apart are asked about once; a pod and itself would always reach each other. */
function distinct({ classes }: Network, endpoints: readonly Endpoint[]): Endpoint[] {
  const byClass = Map.groupBy(endpoints, ({ item }) => classes.of[item]);
  return [...byClass.values()].flatMap((alike) => alike.slice(0, 2));
}

function maySend({ allowed, unknown }: Between['verdict'], wanted: Connections): boolean {
  return intersect(allowed, wanted).length > 0 || intersect(unknown, wanted).length > 0;
}

/** What a rule is about, at one receiver; none where it names a port that the receiver does not have. */
function connectionsFor(rule: FlowRule, receiver: Endpoint): Connections {
  if (listField(rule.rule, 'ports').length === 0) return all;
  return unionOf(
    rule.ports.map(({ protocol = '', from, to, name }) => {
      if (!isPortProtocol(protocol)) return [];
      if (name === undefined) return connectionsOf(protocol, from, to);
      if (receiver.meant !== undefined) return connectionsOf(protocol);
      const found = receiver.ports.find((port) => port.name === name && port.protocol === protocol);
      return found === undefined ? [] : connectionsOf(protocol, found.port, found.port);
    }),
  );
}

/** The policies that refuse, as they are told to people. */
export function refusing(by: Reason | undefined): string {
  if (by?.kind === 'rule') return `a rule of ${policyText(by.policy)}`;
  if (by?.kind !== 'isolated') return 'the policies there';
  const [first, ...others] = by.policies;
  if (first === undefined) return 'the policies there';
  return others.length === 0 ? policyText(first) : `${policyText(first)} and ${others.length} more`;
}

function policyText({ kind, name }: KubernetesObject): string {
  return `${kind} ${name}`;
}

function peerText({ selector, namespaces }: PodPeer, namespace: string): string {
  const where = namespaces.includes(namespace) ? '' : ` of namespace ${namespaces.slice(0, 3).join(' or ')}`;
  return `${labelText(exemplar(selector))}${where}`;
}

function labelText(labels: Labels): string {
  const entries = Object.entries(labels);
  return entries.length === 0 ? 'of the namespace' : entries.map(([key, value]) => (value === '' ? key : `${key}=${value}`)).join(',');
}
