// SPDX-License-Identifier: Apache-2.0
// Arithmetic on blocks of addresses, IPv4 and IPv6, as Go's net.ParseCIDR reads them.

/** A block: its family by the number of bits, its first address, and how many leading bits are fixed. */
export interface Cidr {
  readonly bits: 32 | 128;
  readonly base: bigint;
  readonly prefix: number;
  /** False where bits are set beyond the prefix: 10.1.2.3/8, which is read as 10.0.0.0/8. */
  readonly canonical: boolean;
}

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** The block of `a.b.c.d/n` or `x::/n`; undefined where the text is none. An address without a prefix is no block. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(text.slice(0, Math.max(slash, 0)));
  const prefixText = text.slice(slash + 1);
  if (slash < 0 || address === undefined || !/^(0|[1-9]\d{0,2})$/.test(prefixText)) return undefined;
  const prefix = Number(prefixText);
  if (prefix > address.bits) return undefined;
  const host = BigInt(address.bits - prefix);
  const base = (address.value >> host) << host;
  return { bits: address.bits, base, prefix, canonical: base === address.value };
}

export function parseAddress(text: string): Address | undefined {
  if (text.includes(':')) return parseIPv6(text);
  const value = parseIPv4(text);
  return value === undefined ? undefined : { bits: 32, value };
}

function parseIPv4(text: string): bigint | undefined {
  const octets = text.split('.');
  // Go refuses leading zeros since 1.17: whether 010 is eight or ten depends on the reader.
  if (octets.length !== 4 || !octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255)) return undefined;
  return octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n);
}

function parseIPv6(text: string): Address | undefined {
  const halves = withoutDottedTail(text)?.split('::');
  if (halves === undefined || halves.length > 2) return undefined;
  const [left = [], right] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups = right === undefined ? left : [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  if (groups.length !== 8 || (right !== undefined && left.length + right.length > 7)) return undefined;
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return { bits: 128, value: groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) };
}

/** `::ffff:10.0.0.1` with its last four bytes as two groups of hexadecimal digits. */
function withoutDottedTail(text: string): string | undefined {
  if (!text.includes('.')) return text;
  const colon = text.lastIndexOf(':');
  const tail = parseIPv4(text.slice(colon + 1));
  return tail === undefined ? undefined : `${text.slice(0, colon + 1)}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
}

/** Whether every address of `inner` is in `outer`. */
export function containsBlock(outer: Cidr, inner: Cidr): boolean {
  if (outer.bits !== inner.bits || outer.prefix > inner.prefix) return false;
  const host = BigInt(outer.bits - outer.prefix);
  return inner.base >> host === outer.base >> host;
}

/** Whether the blocks share an address: blocks never overlap in part. */
export function overlapping(a: Cidr, b: Cidr): boolean {
  return containsBlock(a, b) || containsBlock(b, a);
}

export function isEverywhere(text: string): boolean {
  return parseCidr(text)?.prefix === 0;
}

/** Whether a block lies in one of the blocks named, which must be well formed. */
export function liesIn(block: Cidr, outer: readonly string[]): boolean {
  return outer.some((text) => {
    const parsed = parseCidr(text);
    return parsed !== undefined && containsBlock(parsed, block);
  });
}

/** Reserved for documentation, never routed: RFC 5737, RFC 3849, RFC 9637. */
export const documentationBlocks = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'] as const;

/** Never a client on the Internet: RFC 1918, RFC 6598, loopback, link-local, RFC 4193. */
export const internalBlocks = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
] as const;
