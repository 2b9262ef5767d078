// SPDX-License-Identifier: Apache-2.0
// Every expectation here is what sigs.k8s.io/yaml 1.6.0 answered.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainKey, resolvePlain, type Scalar } from './scalars.ts';
import { resolveTagged, tagName } from './tags.ts';

describe('resolvePlain', () => {
  test.each<[Scalar, string[]]>([
    [true, ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']],
    [false, ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']],
    [null, ['', '~', 'null', 'Null', 'NULL']],
    [Infinity, ['.inf', '.Inf', '.INF', '+.inf']],
    [-Infinity, ['-.inf']],
    [Number.NaN, ['.nan', '.NaN', '.NAN']],
    [420, ['0644', '0o644', '0O644', '420', '+420', '4_2_0', '0x1a4', '0X1A4', '0b110100100']],
    [0, ['0', '00', '-0', '0_', '0x0']],
    [8, ['08', '8.', '8.0', '0.8e1']],
    [1000, ['1_000', '1e3', '1E3', '1e+3', '1_0e2']],
    [3, ['0b11', '0b+11', '+0b11']],
    [-3, ['-0b11', '0b-11', '-3', '-0x3']],
    [0.5, ['.5', '0.5', '+.5', '5e-1', '.5_0']],
    [12345678901234567890n, ['12345678901234567890']],
    [18446744073709551615n, ['18446744073709551615', '0xffffffffffffffff']],
    [-9223372036854775808n, ['-9223372036854775808', '-0x8000000000000000']],
    [9007199254740993n, ['9007199254740993']],
    [9007199254740991, ['9007199254740991']],
    [2 ** 64, ['18446744073709551616']],
    [-(2 ** 63), ['-9223372036854775809']],
    [2 ** 63, ['+9223372036854775808']],
    [8e22, ['080000000000000000000000']],
  ])('%s', (value, spellings) => {
    expect(spellings.map((spelling) => resolvePlain(spelling))).toStrictEqual(spellings.map(() => value));
  });

  const strings = `1:30 2024-01-01 2024-01-01T00:00:00Z yEs tRUE nUll nil Inf infinity .iNf NaN 1e400 . + - e1 0x 0b 0o 0o8 0x1p4
    _0 1e ._5 .5_ .5__5 -0b-11 0xfffffffffffffffff 1.5Gi 100m << =`;
  test.each(strings.split(/\s+/))('%s is a string', (text) => {
    expect(resolvePlain(text)).toBe(text);
  });

  test('no number is too long', () => {
    for (const prefix of ['', '0', '0x', '0b', '1_', '.1', '0x0']) expect(() => resolvePlain(prefix + '1'.repeat(1e6))).not.toThrow();
  });

  test('the decimal form of every integer of 64 bits is read exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), (integer) => {
        const isSafe = integer >= Number.MIN_SAFE_INTEGER && integer <= Number.MAX_SAFE_INTEGER;
        expect(resolvePlain(String(integer))).toBe(isSafe ? Number(integer) : integer);
      }),
    );
  });
});

describe('plainKey', () => {
  test.each([
    ['on', 'true'],
    ['y', 'true'],
    ['Off', 'false'],
    ['name', 'name'],
    ['0x10', '16'],
    ['010', '8'],
    ['-0', '0'],
    ['1_000', '1000'],
    ['1000000', '1000000'],
    ['9007199254740993', '9007199254740993'],
    ['1.10', '1.1'],
    ['1e3', '1000'],
    ['100000.0', '100000'],
    ['1000000.0', '1e+06'],
    ['1234567.8', '1.2345678e+06'],
    ['123456789.123', '1.2345679e+08'],
    ['0.0001', '0.0001'],
    ['0.00001', '1e-05'],
    ['-0.0', '-0'],
    ['18446744073709551616', '1.8446744e+19'],
    ['1e100', '.inf'],
    ['-.inf', '-.inf'],
    ['.NaN', '.nan'],
    ['2024-01-01', '2024-01-01'],
  ])('%s becomes %s', (text, key) => {
    expect(plainKey(text)).toBe(key);
  });

  test.each(['', '~', 'null', '18446744073709551615'])('%j is refused', (text) => {
    expect(plainKey(text)).toBeUndefined();
  });
});

describe('tags', () => {
  const none = new Map<string, string>();

  test.each<[string, string, Scalar | undefined]>([
    ['!!str', '1', '1'],
    ['!!str', '', ''],
    ['!foo', '1', '1'],
    ['!', 'true', 'true'],
    ['!!foo', '1', '1'],
    ['!<tag:yaml.org,2002:int>', '1', 1],
    ['!!int', '0x10', 16],
    ['!!int', '1.0', undefined],
    ['!!int', 'x', undefined],
    ['!!int', '18446744073709551615', 18446744073709551615n],
    ['!!float', '1', 1],
    ['!!float', '9007199254740993', 9007199254740992],
    ['!!float', '18446744073709551615', undefined],
    ['!!bool', 'yes', true],
    ['!!bool', '1', undefined],
    ['!!null', '', null],
    ['!!null', 'x', undefined],
    ['!!timestamp', '2024-01-01', '2024-01-01'],
    ['!!timestamp', 'x', undefined],
    ['!!binary', 'aGk=', 'hi'],
    ['!!binary', 'aGk\n=', 'hi'],
    ['!!binary', '4pi6', '☺'],
    ['!!binary', 'aGk', undefined],
    ['!!binary', '!', undefined],
  ])('%s %s', (tag, text, value) => {
    expect(resolveTagged(tagName(tag, none), text)).toBe(value);
  });

  test('handles that a directive declares', () => {
    const prefixes = new Map([['!y!', 'tag:yaml.org,2002:']]);
    expect(tagName('!y!int', prefixes)).toBe('tag:yaml.org,2002:int');
    expect(tagName('!z!int', prefixes)).toBe('!z!int');
  });
});
