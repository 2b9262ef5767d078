// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  all,
  type Connections,
  connectionsOf,
  connectionsText,
  contains,
  countOf,
  intersect,
  none,
  protocols,
  subtract,
  unionOf,
  unite,
} from './connections.ts';

const points = protocols.flatMap((protocol) => [0, 1, 2, 3, 65534, 65535].map((number) => [protocol, number] as const));
const sets: fc.Arbitrary<Connections> = fc
  .array(
    fc.record({
      protocol: fc.constantFrom(...protocols),
      first: fc.constantFrom(0, 1, 2, 3, 65534, 65535),
      length: fc.constantFrom(0, 1, 2, 65535),
    }),
    {
      maxLength: 5,
    },
  )
  .map((parts) => intersect(all, unionOf(parts.map(({ protocol, first, length }) => connectionsOf(protocol, first, first + length)))));

test('sets behave as sets do, point by point', () => {
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      for (const [protocol, number] of points) {
        const [inA, inB] = [contains(a, protocol, number), contains(b, protocol, number)];
        expect(contains(unite(a, b), protocol, number)).toBe(inA || inB);
        expect(contains(intersect(a, b), protocol, number)).toBe(inA && inB);
        expect(contains(subtract(a, b), protocol, number)).toBe(inA && !inB);
      }
    }),
  );
});

test('equal sets have one form, however they came to be', () => {
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      expect(unite(subtract(a, b), intersect(a, b))).toEqual(a);
      expect(countOf(a) + countOf(subtract(all, a))).toBe(countOf(all));
    }),
  );
});

test('a set is shown by its protocols', () => {
  expect(connectionsText(all)).toBe('all connections');
  expect(connectionsText(none)).toBe('no connections');
  expect(connectionsText(unionOf([connectionsOf('UDP'), connectionsOf('TCP', 80, 80), connectionsOf('TCP', 443, 450)]))).toBe(
    'TCP 80,443-450, all UDP',
  );
  expect(connectionsText(connectionsOf('ICMP', 8 * 256, 8 * 256 + 255))).toBe('ICMP 8');
  expect(connectionsText(connectionsOf('ICMP', 3 * 256 + 4, 3 * 256 + 4))).toBe('ICMP 3/4');
});

test('a port beyond the last one is none', () => {
  expect(connectionsOf('TCP', 0, 0)).toEqual(none);
  expect(connectionsOf('other', 256, 300)).toEqual(none);
});
