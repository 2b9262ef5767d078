// SPDX-License-Identifier: Apache-2.0
// What two parties may do with each other.
import { type Address, addressOf } from './addresses.ts';
import { indicesIn } from './atoms.ts';
import type { Endpoint } from './endpoints.ts';
import type { Network } from './network.ts';
import { itemVerdict } from './pairs.ts';
import type { Verdict } from './verdicts.ts';

/** An endpoint of the network, or an address: of an endpoint that has it, else of nobody in the cluster. */
export type Party = Endpoint | { readonly address: string };

export interface Between {
  /** What holds in the end: both directions, and what policies cannot refuse. */
  readonly verdict: Verdict;
  /** By the policies of the sender, and of the receiver, alone. */
  readonly egress: Verdict;
  readonly ingress: Verdict;
}

export function connectionsBetween(network: Network, sender: Party, receiver: Party): Between {
  const [from, to] = [itemOf(network, sender), itemOf(network, receiver)];
  const { classes, egress, ingress, verdicts } = network;
  const [sending, receiving] = [classes.of[from] ?? 0, classes.of[to] ?? 0];
  return {
    verdict: verdicts.at(itemVerdict(network, from, to)),
    egress: verdicts.at(egress.verdict(egress.rowOf[sending] ?? 0, receiving)),
    ingress: verdicts.at(ingress.verdict(ingress.rowOf[receiving] ?? 0, sending)),
  };
}

/** Throws a RangeError where the address is none. */
export function itemOf({ endpoints, atoms }: Network, party: Party): number {
  if ('item' in party) return party.item;
  const address = addressOf(party.address);
  if (address === undefined) throw new RangeError(`${party.address} is no address`);
  const endpoint = endpoints.find(({ addresses }) => addresses.includes(address));
  if (endpoint !== undefined) return endpoint.item;
  return outsideItem({ endpoints, atoms }, address);
}

/** The item of an address as nobody's in the cluster. */
export function outsideItem({ endpoints, atoms }: Pick<Network, 'endpoints' | 'atoms'>, address: Address): number {
  // The last range that begins at or before it.
  return endpoints.length + indicesIn(atoms, ({ first }) => first, { first: 0n, last: address })[1] - 1;
}
