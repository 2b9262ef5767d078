// SPDX-License-Identifier: Apache-2.0
import * as fcg from 'fast-check';
fcg.configureGlobal({ numRuns: 40000 });
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { defaultLimits } from '../limits.ts';
import { compose } from './compose.ts';
import { jsonValues, looksLikeJson } from './json.ts';
import { parse } from './parse.ts';

function valuesOf(text: string): Json[] {
  return parse(text, defaultLimits).documents.map((document) => compose(document.text, document.events, defaultLimits).value);
}

describe('strict JSON', () => {
  test('any value is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())),
        fc.constantFrom(0, 1, '\t'),
        (value, space) => {
          const text = JSON.stringify(value, null, space);
          // JSON.parse rounds integers that are not safe; they are kept exact here.
          fc.pre(!/(?<![.\d])\d{16,}(?![.\de])/.test(text));
          const parsed: unknown = JSON.parse(text);
          expect(valuesOf(text)).toEqual([parsed]);
          expect(jsonValues(text, 100).failure).toBeUndefined();
        },
      ),
    );
  });

  test('what JSON.parse refuses is not taken for JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]{},:"\\0123.eE-+ \nntfalsrux/*'.split('')) }), (rest) => {
        const text = `[${rest}`;
        let accepted = true;
        try {
          JSON.parse(text);
        } catch {
          accepted = false;
        }
        const { values, failure } = jsonValues(text, 100);
        expect(failure === undefined && values.length === 1).toBe(accepted);
      }),
      { numRuns: 60000 },
    );
  });

  test.each<[string, Json]>([
    [
      '{"a": 12345678901234567890, "b": 9007199254740993, "c": 1e3, "d": -0.5}',
      { a: 12345678901234567890n, b: 9007199254740993n, c: 1000, d: -0.5 },
    ],
    ['\ufeff{"a": "x"}', { a: 'x' }],
    ['\n\t{\n\t"a":\t[true, null]\n}', { a: [true, null] }],
    ['{"a": "\\u263a\\ud83d\\ude00\\/\\b"}', { a: '☺😀/\b' }],
    ['{"on": "yes", "<<": {"a": 1}, "": 1}', { on: 'yes', '<<': { a: 1 }, '': 1 }],
    ['{"a": 1, "a": 2}', { a: 2 }],
  ])('%j', (text, value) => {
    expect(valuesOf(text)).toEqual([value]);
  });
});

describe('streams of values', () => {
  test('lines, and values with nothing between them, each with its range', () => {
    const text = ' {"a": 1}\n[2]{"b": 3}\n';
    const { values } = jsonValues(text, 100);
    expect(values.map(({ start, end }) => text.slice(start, end))).toEqual(['{"a": 1}', '[2]', '{"b": 3}']);
    expect(valuesOf(text)).toEqual([{ a: 1 }, [2], { b: 3 }]);
  });

  test('those before a broken one are read', () => {
    const { documents, failure } = parse('{"a": 1}\n{"b": }}\n', defaultLimits);
    expect(documents).toHaveLength(1);
    expect(failure).toMatchObject({ code: 'syntax', offset: 15 });
  });
});

test('what is no JSON is read as YAML', () => {
  expect(valuesOf('{a: yes, # c\n b: [1, 2,],}')).toEqual([{ a: true, b: [1, 2] }]);
  expect(valuesOf('{"a": 1} # c')).toEqual([{ a: 1 }]);
  expect(looksLikeJson('# {')).toBe(false);
});
