// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from './exit-codes.ts';
import { destinations, writeWhole } from './output.ts';

type Format = 'table' | 'json' | 'sarif';
const extensions: Readonly<Record<string, Format>> = { '.json': 'json', '.sarif': 'sarif', '.txt': 'table' };
const place = (formats: readonly Format[] | undefined, ...files: readonly string[]) =>
  destinations<Format>(formats, files, extensions, 'table').map(({ format, file }) => `${format}>${file ?? '-'}`);

describe('destinations', () => {
  test.each<[string, readonly Format[] | undefined, readonly string[], readonly string[]]>([
    ['nothing asked: the table for the reader', undefined, [], ['table>-']],
    ['one format to standard output', ['json'], [], ['json>-']],
    ['a file names its format, and the reader keeps the table', undefined, ['a.sarif'], ['sarif>a.sarif', 'table>-']],
    ['several at once', ['table', 'json', 'sarif'], ['a.json', 'a.sarif'], ['json>a.json', 'sarif>a.sarif', 'table>-']],
    ['an extension that says nothing takes the only format', ['json'], ['report'], ['json>report']],
    ['the table alone, in a file', undefined, ['a.txt'], ['table>a.txt']],
    ['upper case extensions', undefined, ['A.JSON'], ['json>A.JSON', 'table>-']],
  ])('%s', (_, formats, files, expected) => {
    expect(place(formats, ...files)).toEqual(expected);
  });

  test('two formats cannot share standard output', () => {
    expect(() => place(['json', 'sarif'])).toThrow(UsageError);
  });

  test('a file nobody can name is refused', () => {
    expect(() => place(['json', 'sarif'], 'report')).toThrow(UsageError);
  });
});

test('writeWhole leaves the file or nothing', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rampart-'));
  try {
    writeWhole(path.join(folder, 'a.json'), ['on', 'e']);
    writeWhole(path.join(folder, 'a.json'), ['two']);
    expect(readFileSync(path.join(folder, 'a.json'), 'utf8')).toBe('two');
    expect(() => writeWhole(path.join(folder, 'missing', 'a.json'), ['x'])).toThrow(/could not be written/);
    expect(readdirSync(folder)).toEqual(['a.json']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
