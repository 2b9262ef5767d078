// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { lineBatches } from './line-batches.ts';

let files: ReturnType<typeof temporaryFolder> | undefined;
afterEach(() => files?.remove());

async function read(content: string | Uint8Array) {
  files = temporaryFolder({ log: content });
  return await collect(path.join(files.folder, 'log'));
}

async function collect(name: string, stdin?: AsyncIterable<Uint8Array>) {
  const lines: [number, string][] = [];
  const batches = lineBatches(name, stdin);
  for (let next = await batches.next(); ; next = await batches.next()) {
    if (next.done === true) return { lines, failure: next.value };
    for (const [index, line] of next.value.lines.entries()) lines.push([next.value.first + index, line]);
  }
}

test('lines with their numbers, the last one with or without its end', async () => {
  const lines = [
    [1, 'a'],
    [2, ''],
    [3, 'b'],
  ];
  expect(await read('a\n\nb')).toEqual({ lines, failure: undefined });
  expect((await read('a\n\nb\n')).lines).toEqual(lines);
  expect((await read('')).lines).toEqual([]);
});

test('characters and lines that chunks cut through', async () => {
  const text = Array.from({ length: 200_000 }, (_, index) => `${index} größer 日本`).join('\n');
  const { lines } = await read(text);
  expect(lines.map(([, line]) => line).join('\n')).toBe(text);
  expect(lines.at(-1)?.[0]).toBe(200_000);
});

test('gzip, whatever its name, with members in a row as rotation leaves them', async () => {
  expect((await read(Buffer.concat([gzipSync('a\nb\n'), gzipSync('c\n')]))).lines.map(([, line]) => line)).toEqual(['a', 'b', 'c']);
});

test('a log that is cut off keeps what was there', async () => {
  const whole = gzipSync(Array.from({ length: 300_000 }, (_, index) => `line ${index * 7919}`).join('\n'));
  const { lines, failure } = await read(whole.subarray(0, whole.length / 2));
  expect(lines.length).toBeGreaterThan(1000);
  expect(failure?.reason).toMatch(/^broke off at line \d+ /);
});

test('a line without end is cut, and the next one read', async () => {
  const { lines } = await read(`${'x'.repeat(20 * 1024 * 1024)}\nb`);
  expect(lines.map(([number, line]) => [number, line.length < 12 * 1024 * 1024])).toEqual([
    [1, true],
    [2, true],
  ]);
  expect(lines[1]).toEqual([2, 'b']);
});

test('what is not there', async () => {
  expect(await collect('/nowhere/log')).toEqual({ lines: [], failure: { code: 'not-found', reason: 'does not exist' } });
});

test('standard input', async () => {
  async function* stdin() {
    yield Buffer.from('a\nb');
  }
  expect((await collect('-', stdin())).lines).toEqual([
    [1, 'a'],
    [2, 'b'],
  ]);
});
