// SPDX-License-Identifier: Apache-2.0
// Who reaches one party, and whom it reaches.
import { itemOf, type Party } from './between.ts';
import { addressOf } from './addresses.ts';
import { type Edge, edgesOf, type Place, placesOf } from './matrix.ts';
import type { Network } from './network.ts';

/** Everybody that may send something to the receiver, and what; those of whom it is not known as well. */
export function reaching(network: Network, receiver: Party): Edge[] {
  return [...edgesOf(network, placesOf(network), [placeOf(network, receiver)])].filter(isOpen);
}

/** Everybody that the sender may send something to. */
export function reachedFrom(network: Network, sender: Party): Edge[] {
  return [...edgesOf(network, [placeOf(network, sender)], placesOf(network))].filter(isOpen);
}

function isOpen({ verdict }: Edge): boolean {
  return verdict.allowed.length > 0 || verdict.unknown.length > 0;
}

/** Throws a RangeError where an address is none. */
function placeOf(network: Network, party: Party): Place {
  const items = [itemOf(network, party)];
  if (!('item' in party)) {
    const address = addressOf(party.address);
    if (address === undefined) throw new RangeError(`${party.address} is no address`);
    return { kind: 'addresses', ranges: [{ first: address, last: address }], items };
  }
  const { workload, object } = party;
  return workload === undefined ? { kind: 'node', node: object, items } : { kind: 'workload', workload, items };
}
