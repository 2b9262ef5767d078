// SPDX-License-Identifier: Apache-2.0
// Sets of addresses. IPv4 and IPv6 stand on one line, IPv4 first, so that one set holds both families.
import { type Cidr, parseAddress } from '../../model/cidr.ts';

/** The place of an address on the line. */
export type Address = bigint;

export interface AddressRange {
  readonly first: Address;
  readonly last: Address;
}

/** Sorted and disjoint. */
export type AddressSet = readonly AddressRange[];

const firstIPv6 = 1n << 32n;
export const everyIPv4: AddressRange = { first: 0n, last: firstIPv6 - 1n };
export const everyIPv6: AddressRange = { first: firstIPv6, last: firstIPv6 + (1n << 128n) - 1n };
export const everyAddress: AddressSet = [everyIPv4, everyIPv6];

export function rangeOfBlock({ bits, base, prefix }: Cidr): AddressRange {
  const first = bits === 32 ? base : firstIPv6 + base;
  return { first, last: first + (1n << BigInt(bits - prefix)) - 1n };
}

/** The address that a text is; undefined where it is none. */
export function addressOf(text: string): Address | undefined {
  const parsed = parseAddress(text);
  return parsed === undefined ? undefined : parsed.bits === 32 ? parsed.value : firstIPv6 + parsed.value;
}

export function isIPv6(address: Address): boolean {
  return address >= firstIPv6;
}

/** The union of ranges; where the families touch they stay apart. */
export function addressSet(ranges: readonly AddressRange[]): AddressSet {
  const sorted = ranges.toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const result: AddressRange[] = [];
  for (const { first, last } of sorted) {
    const end = result.at(-1);
    if (end === undefined || first > end.last + 1n || (first === firstIPv6 && end.last < first)) result.push({ first, last });
    else if (last > end.last) result[result.length - 1] = { first: end.first, last };
  }
  return result;
}

export function subtractAddresses(from: AddressSet, what: AddressSet): AddressSet {
  return from.flatMap(({ first, last }) => {
    const left: AddressRange[] = [];
    let at = first;
    for (const cut of what) {
      if (cut.last < at || cut.first > last) continue;
      if (cut.first > at) left.push({ first: at, last: cut.first - 1n });
      at = cut.last + 1n;
    }
    return at > last ? left : [...left, { first: at, last }];
  });
}

export function coversAddresses(outer: AddressSet, inner: AddressSet): boolean {
  return subtractAddresses(inner, outer).length === 0;
}

export function sharesAddresses(a: AddressSet, b: AddressSet): boolean {
  return a.some((left) => b.some((right) => left.first <= right.last && right.first <= left.last));
}

export function addressText(address: Address): string {
  if (!isIPv6(address)) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((address - firstIPv6) >> BigInt(112 - 16 * index)) & 0xffffn);
  return compressed(groups.map((group) => group.toString(16)));
}

/** The longest run of zeros, of two at least and the first of equals, becomes `::` (RFC 5952). */
function compressed(groups: readonly string[]): string {
  let best = { at: 0, length: 1 };
  for (let at = 0; at < groups.length; at++) {
    let length = 0;
    while (groups[at + length] === '0') length++;
    if (length > best.length) best = { at, length };
  }
  if (best.length < 2) return groups.join(':');
  return `${groups.slice(0, best.at).join(':')}::${groups.slice(best.at + best.length).join(':')}`;
}

/** The fewest blocks that together are the set, both families, as `10.0.0.0/8`. */
export function cidrsOf(set: AddressSet): string[] {
  return set.flatMap((range) => [everyIPv4, everyIPv6].flatMap((family) => blocksWithin(range, family)));
}

function blocksWithin(range: AddressRange, family: AddressRange): string[] {
  const last = range.last < family.last ? range.last : family.last;
  const bits = isIPv6(family.first) ? 128 : 32;
  const blocks: string[] = [];
  for (let first = range.first > family.first ? range.first : family.first; first <= last; ) {
    let size = 0;
    const isBlock = (more: number) => (first - family.first) % (1n << BigInt(more)) === 0n && first + (1n << BigInt(more)) - 1n <= last;
    while (size < bits && isBlock(size + 1)) size++;
    blocks.push(`${addressText(first)}/${bits - size}`);
    first += 1n << BigInt(size);
  }
  return blocks;
}

/** `10.0.0.0-10.255.255.255`, or the one address. */
export function rangeText({ first, last }: AddressRange): string {
  return first === last ? addressText(first) : `${addressText(first)}-${addressText(last)}`;
}
