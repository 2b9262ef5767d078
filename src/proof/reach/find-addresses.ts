// SPDX-License-Identifier: Apache-2.0
// Addresses as the subject of a question.
import {
  addressOf,
  type AddressRange,
  type AddressSet,
  addressSet,
  everyIPv4,
  everyIPv6,
  type Network,
  rangeOfBlock,
  subtractAddresses,
} from '../../engines/network/index.ts';
import { internalBlocks, parseCidr } from '../../model/cidr.ts';
import { endpointName } from './sides.ts';
import type { Subject } from './subject.ts';

/** Blocks that no client on the Internet has: those of internalBlocks, `this network`, multicast and what is reserved. */
const neverPublic = [...internalBlocks, '0.0.0.0/8', '224.0.0.0/3', 'ff00::/8'];

/** Undefined where the text is no address and no block. */
export function findAddresses(network: Network, text: string): Subject | undefined {
  if (text.toLowerCase() === 'internet') return internet(network);
  const address = addressOf(text);
  if (address !== undefined) {
    const owner = network.endpoints.find(({ addresses }) => addresses.includes(address));
    if (owner === undefined)
      return outside(network, text, [{ first: address, last: address }], text.includes(':') ? `${text}/128` : `${text}/32`);
    const notes = [`${text} is the address of ${endpointName(owner)}`];
    return { name: text, meant: { kind: owner.kind === 'node' ? 'node' : 'pod', endpoint: owner }, endpoints: [owner], ranges: [], notes };
  }
  const block = parseCidr(text);
  return block === undefined ? undefined : outside(network, text, [rangeOfBlock(block)], text);
}

function outside({ endpoints }: Network, name: string, ranges: AddressSet, cidr: string): Subject {
  const inside = endpoints.filter(({ addresses }) =>
    addresses.some((address) => ranges.some(({ first, last }) => first <= address && address <= last)),
  );
  const [owner] = inside;
  const notes =
    owner === undefined
      ? []
      : [
          `${endpointName(owner)}${inside.length > 1 ? ` and ${(inside.length - 1).toLocaleString('en-US')} more have addresses` : ' has an address'} in it: ask about them by name`,
        ];
  return { name, meant: { kind: 'block', cidr }, endpoints: [], ranges, notes };
}

/** Public addresses; those of IPv6 where the input has any, since most clusters have none. */
function internet(network: Network): Subject {
  const families: readonly AddressRange[] = hasIPv6(network) ? [everyIPv4, everyIPv6] : [everyIPv4];
  return { name: 'the internet', meant: { kind: 'internet' }, endpoints: [], ranges: publicPart(families), notes: [] };
}

function publicPart(of: AddressSet): AddressSet {
  const taken = neverPublic.flatMap((text) => {
    const block = parseCidr(text);
    return block === undefined ? [] : rangeOfBlock(block);
  });
  return subtractAddresses(of, addressSet(taken));
}

/** A policy may name all of IPv6 at once, which tells nothing apart: then it gets more than IPv4 does, or the same. */
function hasIPv6({ endpoints, atoms, world }: Network): boolean {
  return (
    endpoints.some(({ addresses }) => addresses.some((address) => address >= everyIPv6.first)) ||
    atoms.filter(({ first }) => first >= everyIPv6.first).length > 1 ||
    world.objects.some(({ kind, body }) => kind.endsWith('NetworkPolicy') && JSON.stringify(body['spec'] ?? null, plain).includes('::/0'))
  );
}

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
