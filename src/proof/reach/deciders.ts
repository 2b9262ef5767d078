// SPDX-License-Identifier: Apache-2.0
// What decides over an edge between two places, for one connection of it: policies and rules by name, per direction.
import {
  addressText,
  type Connections,
  explain,
  type Network,
  type Party,
  type Place,
  rangesOf,
  type Reason,
} from '../../engines/network/index.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';

export interface Decider {
  readonly direction: 'egress' | 'ingress';
  readonly answer: 'allowed' | 'denied' | 'unknown';
  /** The policies, and the rule where one decides; empty where no policy selects that side. */
  readonly by: readonly { readonly policy: KubernetesObject; readonly pointer: Pointer }[];
}

/** Of the first pair of pods whose answer to the connections is the one asked for; empty where none has it. */
export function decidersOf(network: Network, from: Place, to: Place, connections: Connections, answer: Decider['answer']): Decider[] {
  const [range] = rangesOf(connections);
  if (range === undefined) return [];
  const connection = { protocol: range.protocol, port: range.first };
  for (const sender of from.items) {
    for (const receiver of to.items) {
      if (sender === receiver && from.items.length > 1) continue;
      const explanation = explain(network, partyAt(network, from, sender), partyAt(network, to, receiver), connection);
      if (explanation.answer !== answer) continue;
      return (['egress', 'ingress'] as const).flatMap((direction) => {
        const decision = explanation[direction];
        // Of what is allowed both sides decide; of what is not, the side that refuses.
        return decision.answer === answer ? [{ direction, answer, by: decision.reasons.flatMap(placesOf) }] : [];
      });
    }
  }
  return [];
}

function partyAt({ endpoints }: Network, place: Place, item: number): Party {
  const endpoint = endpoints[item];
  return endpoint ?? { address: addressText(place.kind === 'addresses' ? (place.ranges[0]?.first ?? 0n) : 0n) };
}

function placesOf(reason: Reason): Decider['by'] {
  if (reason.kind === 'rule') return [{ policy: reason.policy, pointer: reason.pointer }];
  return reason.kind === 'isolated' ? reason.policies.map((policy) => ({ policy, pointer: '' })) : [];
}
