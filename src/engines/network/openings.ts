// SPDX-License-Identifier: Apache-2.0
// Rules that let strangers in: anybody, every pod of every namespace, or every address.
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { coversAddresses, everyIPv4 } from './addresses.ts';
import { outsideItem } from './between.ts';
import { members } from './bitset.ts';
import { type Connections, intersect } from './connections.ts';
import type { Endpoint } from './endpoints.ts';
import { fromStranger } from './exposure.ts';
import type { ClassPolicy, ClassRule, Network } from './network.ts';
import { portsAt } from './profiles.ts';
import { meansAny, type Term } from './term.ts';

export type Strangers = 'anybody' | 'every pod' | 'every address';

export interface Opening {
  readonly policy: KubernetesObject;
  readonly pointer: Pointer;
  readonly to: Strangers;
  readonly receiver: Endpoint;
  /** What the rule lets strangers send to the receiver, and no other policy of the receiver refuses. */
  readonly connections: Connections;
}

/** By each ingress rule that surely lets strangers in, the pods that it opens; pods that are only meant are left out. */
export function openingsOf(network: Network): Opening[] {
  return network.policies.flatMap((policy) => policy.rules.ingress.flatMap((rule) => openedBy(network, policy, rule)));
}

function openedBy(network: Network, policy: ClassPolicy, rule: ClassRule): Opening[] {
  const to = strangersOf(rule.rule.peer);
  if (rule.rule.action !== 'allow' || to === undefined || policy.policy.doubts.length + rule.rule.doubts.length > 0) return [];
  const { classes, endpoints, store } = network;
  return members(policy.subject.sure).flatMap((at): Opening[] => {
    const { connections, sure } = portsAt(rule.ports, at);
    const receivers = (classes.members[at] ?? []).flatMap((item) => endpoints[item] ?? []).filter(({ workload }) => workload !== undefined);
    const [first] = receivers;
    if (!sure || first === undefined) return [];
    // Endpoints of one class are subject to the same.
    const open = intersect(store.at(connections), fromStrangers(network, first, to));
    if (open.length === 0) return [];
    return receivers.map((receiver) => ({ policy: policy.policy.object, pointer: rule.rule.pointer, to, receiver, connections: open }));
  });
}

function strangersOf(peer: Term): Strangers | undefined {
  if (meansAny(peer, 'anybody')) return 'anybody';
  if (meansAny(peer, 'pod')) return 'every pod';
  return namesEveryAddress(peer) ? 'every address' : undefined;
}

function namesEveryAddress(term: Term): boolean {
  if (term.kind === 'or') return term.of.some(namesEveryAddress);
  return term.kind === 'addresses' && coversAddresses(term.set, [everyIPv4]);
}

function fromStrangers(network: Network, receiver: Endpoint, to: Strangers): Connections {
  if (to !== 'every address') return fromStranger(network, receiver, to === 'anybody' ? 'anybody' : 'pod').allowed;
  const { classes, ingress, verdicts } = network;
  // 203.0.113.7, of the addresses for documentation: nobody has it.
  const somewhere = classes.of[outsideItem(network, documentation)] ?? 0;
  return verdicts.at(ingress.verdict(ingress.rowOf[classes.of[receiver.item] ?? 0] ?? 0, somewhere)).allowed;
}

const documentation = 0xcb007107n;
