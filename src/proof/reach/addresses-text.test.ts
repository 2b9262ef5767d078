// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { everyIPv4, everyIPv6, rangeOfBlock } from '../../engines/network/index.ts';
import { parseCidr } from '../../model/cidr.ts';
import { blockTexts } from './addresses-text.ts';

test.each(['10.0.0.0/8', '203.0.113.128/25', '2001:db8::/32', 'fe80::/10'])('%s', (text) => {
  const block = parseCidr(text);
  expect(block && blockTexts([rangeOfBlock(block)])).toEqual([text]);
});

test('every address of a family, one address, and what is no block', () => {
  expect(blockTexts([everyIPv4, everyIPv6])).toEqual(['0.0.0.0/0', '::/0']);
  expect(blockTexts([{ first: 5n, last: 5n }])).toEqual(['0.0.0.5']);
  expect(blockTexts([{ first: 1n, last: 4n }])).toEqual(['0.0.0.1-0.0.0.4']);
});
