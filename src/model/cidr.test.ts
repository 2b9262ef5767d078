// SPDX-License-Identifier: Apache-2.0
import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { containsBlock, overlapping, parseAddress, parseCidr } from './cidr.ts';

const blocks = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, prefix]) => `${address}/${prefix}`),
  fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })).map(([address, prefix]) => `${address}/${prefix}`),
);

test('addresses are those that Node knows', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ unit: fc.constantFrom(...'0123456789abf:.') })), (text) => {
      expect(parseAddress(text) !== undefined).toBe(isIP(text) !== 0);
    }),
    { numRuns: 3000 },
  );
});

test('membership agrees with Node', () => {
  fc.assert(
    fc.property(fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.ipV4()), ([base, prefix, address]) => {
      const list = new BlockList();
      list.addSubnet(base, prefix, 'ipv4');
      const [outer, inner] = [parseCidr(`${base}/${prefix}`), parseCidr(`${address}/32`)];
      if (outer === undefined || inner === undefined) throw new Error('not parsed');
      expect(containsBlock(outer, inner)).toBe(list.check(address, 'ipv4'));
    }),
  );
});

test('blocks are nested or apart', () => {
  fc.assert(
    fc.property(blocks, blocks, (left, right) => {
      const [a, b] = [parseCidr(left), parseCidr(right)];
      if (a === undefined || b === undefined) throw new Error('not parsed');
      expect(containsBlock(a, a)).toBe(true);
      expect(overlapping(a, b)).toBe(overlapping(b, a));
      if (containsBlock(a, b) && containsBlock(b, a)) expect(a.base).toBe(b.base);
    }),
  );
});

test('what is no block', () => {
  for (const text of [
    '',
    '/8',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0/8',
    '010.0.0.0/8',
    '10.0.0.0/08',
    '::/129',
    '1::2::3/64',
    'any',
    '10.0.0.0/8 ',
  ]) {
    expect(parseCidr(text), text).toBeUndefined();
  }
  expect(parseCidr('10.1.2.3/8')).toEqual({ bits: 32, base: 0x0a000000n, prefix: 8, canonical: false });
});
