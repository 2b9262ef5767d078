// SPDX-License-Identifier: Apache-2.0
// Sets of connections: for each protocol the ports they go to, as intervals on one line. A protocol without ports has other
// numbers there: ICMP its type and code, `other` the number of the protocol.

/** Sorted, disjoint, not touching: first, last, first, last, … on the line of all protocols. */
export type Connections = readonly number[];

export const protocols = ['TCP', 'UDP', 'SCTP', 'ICMP', 'ICMPv6', 'other'] as const;
export type Protocol = (typeof protocols)[number];
export const portProtocols = ['TCP', 'UDP', 'SCTP'] as const satisfies readonly Protocol[];
export type PortProtocol = (typeof portProtocols)[number];

const axis = 65536;

export const none: Connections = [];

/** The numbers of a protocol: ports from 1, the type and code of ICMP as type × 256 + code, a protocol's number up to 255. */
export function connectionsOf(protocol: Protocol, first = 0, last = axis - 1): Connections {
  const base = protocols.indexOf(protocol) * axis;
  const [lowest, highest] = protocol === 'other' ? [0, 255] : protocol.startsWith('ICMP') ? [0, axis - 1] : [1, axis - 1];
  const [from, to] = [Math.max(first, lowest), Math.min(last, highest)];
  return from > to ? none : [base + from, base + to];
}

/** Numbers under `other` that have a place of their own: ICMP, TCP, UDP, ICMPv6, SCTP. */
const placed = [1, 6, 17, 58, 132];
export const all: Connections = subtract(
  unionOf(protocols.map((protocol) => connectionsOf(protocol))),
  unionOf(placed.map((number) => connectionsOf('other', number, number))),
);

export function isPortProtocol(text: string): text is PortProtocol {
  return portProtocols.some((protocol) => protocol === text);
}

export function unionOf(sets: readonly Connections[]): Connections {
  return sets.reduce(unite, none);
}

export function unite(a: Connections, b: Connections): Connections {
  const result: number[] = [];
  for (let left = 0, right = 0; left < a.length || right < b.length; ) {
    const fromLeft = right >= b.length || (left < a.length && (a[left] ?? 0) <= (b[right] ?? 0));
    const [first, last] = fromLeft ? [a[left] ?? 0, a[left + 1] ?? 0] : [b[right] ?? 0, b[right + 1] ?? 0];
    if (fromLeft) left += 2;
    else right += 2;
    const end = result.length === 0 ? -2 : (result[result.length - 1] ?? 0);
    // Intervals of two protocols that touch on the line stay apart, so that each set has one form.
    if (first > end + 1 || (first === end + 1 && first % axis === 0)) result.push(first, last);
    else if (last > end) result[result.length - 1] = last;
  }
  return result;
}

export function intersect(a: Connections, b: Connections): Connections {
  const result: number[] = [];
  for (let left = 0, right = 0; left < a.length && right < b.length; ) {
    const first = Math.max(a[left] ?? 0, b[right] ?? 0);
    const [lastLeft, lastRight] = [a[left + 1] ?? 0, b[right + 1] ?? 0];
    const last = Math.min(lastLeft, lastRight);
    if (first <= last) result.push(first, last);
    if (lastLeft < lastRight) left += 2;
    else right += 2;
  }
  return result;
}

export function subtract(a: Connections, b: Connections): Connections {
  const result: number[] = [];
  let right = 0;
  for (let left = 0; left < a.length; left += 2) {
    let first = a[left] ?? 0;
    const last = a[left + 1] ?? 0;
    while (right < b.length && (b[right + 1] ?? 0) < first) right += 2;
    for (let at = right; at < b.length && (b[at] ?? 0) <= last; at += 2) {
      const cut = b[at] ?? 0;
      if (cut > first) result.push(first, cut - 1);
      first = Math.max(first, (b[at + 1] ?? 0) + 1);
    }
    if (first <= last) result.push(first, last);
  }
  return result;
}

export function contains(set: Connections, protocol: Protocol, number: number): boolean {
  const point = protocols.indexOf(protocol) * axis + number;
  for (let index = 0; index < set.length; index += 2) if ((set[index] ?? 0) <= point && point <= (set[index + 1] ?? 0)) return true;
  return false;
}

export function sameConnections(a: Connections, b: Connections): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** How many connections a set holds, so that two can be compared in size. */
export function countOf(set: Connections): number {
  return pairsOf(set).reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

export interface PortRange {
  readonly protocol: Protocol;
  readonly first: number;
  readonly last: number;
}

/** The intervals of a set with their protocols. */
export function rangesOf(set: Connections): PortRange[] {
  return pairsOf(set).map(([first, last]) => ({
    protocol: protocols[Math.floor(first / axis)] ?? 'other',
    first: first % axis,
    last: last % axis,
  }));
}

/** `all connections`, `no connections`, or `TCP 80,443,8000-8080, UDP 53`. */
export function connectionsText(set: Connections): string {
  if (set.length === 0) return 'no connections';
  if (sameConnections(set, all)) return 'all connections';
  const parts = protocols.flatMap((protocol) => {
    const whole = intersect(all, connectionsOf(protocol));
    const own = intersect(set, whole);
    if (own.length === 0) return [];
    if (sameConnections(own, whole)) return `all ${protocol}`;
    return `${protocol} ${rangesOf(own).map(rangeText).join(',')}`;
  });
  return parts.join(', ');
}

function rangeText({ protocol, first, last }: PortRange): string {
  if (!protocol.startsWith('ICMP')) return first === last ? `${first}` : `${first}-${last}`;
  const wholeTypes = first % 256 === 0 && last % 256 === 255;
  const text = (number: number) => (wholeTypes ? `${number >> 8}` : `${number >> 8}/${number & 255}`);
  return text(first) === text(last) ? text(first) : `${text(first)}-${text(last)}`;
}

function pairsOf(set: Connections): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let index = 0; index < set.length; index += 2) pairs.push([set[index] ?? 0, set[index + 1] ?? 0]);
  return pairs;
}
