// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AddressSet,
  addressOf,
  addressSet,
  addressText,
  coversAddresses,
  everyAddress,
  sharesAddresses,
  subtractAddresses,
} from './addresses.ts';
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
