// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { flag, flagList, parseBoolean, parseFlags } from './flags.ts';

const flagsOf = (...texts: string[]) => parseFlags(texts.map((text, index) => ({ text, path: `/${index}` })));

test('every spelling', () => {
  expect(flagsOf('--a=b=c', '--d', 'e', '--f', '-g', '-v=2', '--h=', '--n', '-1', 'stray', '--', '--i=j')).toEqual([
    { name: 'a', value: 'b=c', path: '/0' },
    { name: 'd', value: 'e', path: '/1', valuePath: '/2' },
    { name: 'f', value: 'true', path: '/3' },
    { name: 'g', value: 'true', path: '/4', short: true },
    { name: 'v', value: '2', path: '/5', short: true },
    { name: 'h', value: '', path: '/6' },
    { name: 'n', value: '-1', path: '/7', valuePath: '/8' },
  ]);
  expect(flag(flagsOf('--anonymous_auth=false'), 'anonymous-auth')?.value).toBe('false');
});

test('of a scalar flag the last value is in force, of a list all', () => {
  const flags = flagsOf('--a=1,2', '--a=3, 4,');
  expect(flag(flags, 'a')?.value).toBe('3, 4,');
  expect(flagList(flags, 'a')?.map(({ value, from }) => `${value}@${from.path}`)).toEqual(['1@/0', '2@/0', '3@/1', '4@/1']);
  expect(flagList(flags, 'b')).toBeUndefined();
});

test('booleans as Go reads them', () => {
  expect(['1', 'T', 'True', 'f', '0', 'FALSE', 'yes', ''].map(parseBoolean)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    undefined,
    undefined,
  ]);
});
