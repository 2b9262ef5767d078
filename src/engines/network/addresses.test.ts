// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AddressSet,
  addressOf,
  addressSet,
  addressText,
  cidrsOf,
  coversAddresses,
  everyAddress,
  rangeOfBlock,
  sharesAddresses,
  subtractAddresses,
} from './addresses.ts';
import { parseCidr } from '../../model/cidr.ts';
import { atomsOf } from './atoms.ts';

const ends = everyAddress.flatMap(({ first, last }) => [first, first + 1n, first + 2n, last - 1n, last]);
const sets: fc.Arbitrary<AddressSet> = fc
  .array(fc.tuple(fc.constantFrom(...ends), fc.constantFrom(...ends)), { maxLength: 4 })
  .map((pairs) => addressSet(pairs.map(([a, b]) => (a < b ? { first: a, last: b } : { first: b, last: a }))));
const holds = (set: AddressSet, address: bigint) => set.some(({ first, last }) => first <= address && address <= last);

test('sets behave as sets do, address by address', () => {
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      const rest = subtractAddresses(a, b);
      for (const end of ends) expect(holds(rest, end)).toBe(holds(a, end) && !holds(b, end));
      expect(coversAddresses(b, a)).toBe(rest.length === 0);
      expect(sharesAddresses(a, b)).toBe(ends.some((end) => holds(a, end) && holds(b, end)));
    }),
  );
});

test('atoms are every address once, and no set cuts one', () => {
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      const atoms = atomsOf([a, b]);
      expect(addressSet(atoms)).toEqual(everyAddress);
      for (const atom of atoms) expect(coversAddresses(a, [atom]) || !sharesAddresses(a, [atom])).toBe(true);
    }),
  );
});

test.each(['0.0.0.0', '10.1.2.3', '255.255.255.255', '::', '::1', '2001:db8::1', 'fe80::1:0:0:1', '1:2:3:4:5:6:7:8'])(
  '%s is read and shown',
  (text) => {
    expect(addressText(addressOf(text) ?? -1n)).toBe(text);
  },
);

test('the blocks of a set are all of it, and no two of them are one', () => {
  const address = fc.oneof(fc.constantFrom(...ends), fc.bigInt(0n, (1n << 32n) - 1n));
  fc.assert(
    fc.property(fc.array(fc.tuple(address, address), { maxLength: 3 }), (pairs) => {
      const set = addressSet(pairs.map(([a, b]) => (a < b ? { first: a, last: b } : { first: b, last: a })));
      const blocks = cidrsOf(set).map((text) => parseCidr(text));
      expect(blocks).not.toContain(undefined);
      const ranges = blocks.flatMap((block) => (block === undefined ? [] : rangeOfBlock(block)));
      // Ranges across the border of the families are told as two.
      const split = everyAddress.flatMap((family) => subtractAddresses(set, subtractAddresses(everyAddress, [family])));
      expect(addressSet(ranges)).toEqual(split);
      const isUnited = ranges.some(({ first, last }, index) => {
        const [next, bits] = [ranges[index + 1], blocks[index]?.bits];
        const size = last - first + 1n;
        const offset = bits === 128 ? first - (everyAddress[1]?.first ?? 0n) : first;
        return next !== undefined && next.last - next.first === last - first && last + 1n === next.first && offset % (2n * size) === 0n;
      });
      expect(isUnited).toBe(false);
    }),
  );
  expect(cidrsOf(addressSet([{ first: 1n, last: 6n }]))).toEqual(['0.0.0.1/32', '0.0.0.2/31', '0.0.0.4/31', '0.0.0.6/32']);
});

test('ranges that begin where the second family does are one', () => {
  const [, every] = everyAddress;
  const first = every?.first ?? 0n;
  expect(addressSet([...everyAddress, { first, last: first + 7n }])).toEqual(everyAddress);
});
