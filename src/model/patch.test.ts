// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from './json.ts';
import { applyPatch, equal, setOperation } from './patch.ts';
import { pointer, valueAt } from './pointer.ts';

const body: JsonObject = { spec: { containers: [{ name: 'a' }, { name: 'b', ports: [80, 443] }], none: null } };

describe('setOperation', () => {
  test.each([
    ['replaces what is there', '/spec/containers/0/name', 'c', { op: 'replace', path: '/spec/containers/0/name', value: 'c' }],
    ['adds missing parents', '/spec/containers/0/x/y', 1, { op: 'add', path: '/spec/containers/0/x', value: { y: 1 } }],
    ['appends to a list', '/spec/containers/1/ports/-', 22, { op: 'add', path: '/spec/containers/1/ports/-', value: 22 }],
    ['makes a missing list', '/spec/containers/0/drop/-', 'ALL', { op: 'add', path: '/spec/containers/0/drop', value: ['ALL'] }],
    [
      'replaces a list that stands for an object',
      '/spec/containers/name',
      'a',
      { op: 'replace', path: '/spec/containers', value: { name: 'a' } },
    ],
    ['replaces a null parent', '/spec/none/x', 1, { op: 'replace', path: '/spec/none', value: { x: 1 } }],
    [
      'replaces a list where an object belongs',
      '/spec/containers/1/ports/x',
      1,
      { op: 'replace', path: '/spec/containers/1/ports', value: { x: 1 } },
    ],
  ])('%s', (_, path, value, expected) => {
    expect(setOperation(body, path, value)).toEqual(expected);
  });
});

describe('applyPatch', () => {
  test('leaves the original alone', () => {
    const before = JSON.stringify(body);
    applyPatch(body, [
      { op: 'remove', path: '/spec/containers/0' },
      { op: 'add', path: '/spec/x', value: 1 },
    ]);
    expect(JSON.stringify(body)).toBe(before);
  });

  test('inserts before the index', () => {
    const after = applyPatch(body, [{ op: 'add', path: '/spec/containers/1/ports/1', value: 8080 }]);
    expect(valueAt(after, '/spec/containers/1/ports')).toEqual([80, 8080, 443]);
  });

  test('a key named __proto__ stays a key', () => {
    const after = applyPatch({}, [{ op: 'add', path: '/__proto__', value: { polluted: true } }]);
    expect(Object.keys(after)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test.each([
    ['replace of nothing', { op: 'replace', path: '/nothing', value: 1 }],
    ['remove of nothing', { op: 'remove', path: '/spec/containers/7' }],
    ['add below a scalar', { op: 'add', path: '/spec/containers/0/name/x', value: 1 }],
    ['add beyond the end', { op: 'add', path: '/spec/containers/3', value: 1 }],
    ['a test that fails', { op: 'test', path: '/spec/containers/0/name', value: 'z' }],
  ] as const)('refuses %s', (_, operation) => {
    expect(() => applyPatch(body, [operation])).toThrow(RangeError);
  });

  test('what setOperation makes, applyPatch sets: whatever the object and the path', () => {
    const key = fc.constantFrom('a', 'b', 'c/d', '~', '0');
    const json = fc.letrec((tie) => ({
      object: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
      value: fc.oneof(
        { depthSize: 'small' },
        fc.integer(),
        fc.constant(null),
        fc.string(),
        fc.array(tie('value'), { maxLength: 2 }),
        tie('object'),
      ),
    }));
    fc.assert(
      fc.property(
        json.object as fc.Arbitrary<JsonObject>,
        fc.array(fc.constantFrom('a', 'b', 'c/d', '~'), { minLength: 1, maxLength: 4 }),
        (object, path) => {
          const target = pointer(...path);
          // Below a list or a scalar nothing can be set by name; the operation then does not fit, and says so.
          const parentIsObject = path.slice(0, -1).every((_, index) => {
            const value = valueAt(object, pointer(...path.slice(0, index + 1)));
            return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
          });
          fc.pre(parentIsObject);
          expect(valueAt(applyPatch(object, [setOperation(object, target, 'set')]), target)).toBe('set');
        },
      ),
    );
  });
});

test('equal ignores the order of keys and nothing else', () => {
  expect(equal({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  expect(equal([1, 2], [2, 1])).toBe(false);
  expect(equal({ a: null }, {})).toBe(false);
  expect(equal({ a: 1 }, { a: 1, b: 2 })).toBe(false);
});
