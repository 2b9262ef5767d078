// SPDX-License-Identifier: Apache-2.0
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { isReplaceable, replaceFile } from './replace-file.ts';

const removals: (() => void)[] = [];
afterEach(() => {
  for (const remove of removals.splice(0)) remove();
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const made = temporaryFolder(files);
  removals.push(() => made.remove());
  return made.folder;
}

test('the text is replaced; mode and byte-order mark stay, and nothing lies beside', () => {
  const folder = folderWith({ 'a.yaml': '\ufeffa: 1\n' });
  const file = path.join(folder, 'a.yaml');
  chmodSync(file, 0o640);
  expect(replaceFile(file, 'a: 1\n', 'a: 2\n')).toBeUndefined();
  expect(readFileSync(file, 'utf8')).toBe('\ufeffa: 2\n');
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['a.yaml']);
});

test('a symbolic link stays one', () => {
  const folder = folderWith({ 'a.yaml': 'a: 1\n' });
  const link = path.join(folder, 'b.yaml');
  symlinkSync('a.yaml', link);
  expect(replaceFile(link, 'a: 1\n', 'a: 2\n')).toBeUndefined();
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(path.join(folder, 'a.yaml'), 'utf8')).toBe('a: 2\n');
});

test('a file that changed meanwhile is left alone', () => {
  const folder = folderWith({ 'a.yaml': 'a: 3\n' });
  expect(replaceFile(path.join(folder, 'a.yaml'), 'a: 1\n', 'a: 2\n')).toMatch(/^changed since it was read/);
  expect(readFileSync(path.join(folder, 'a.yaml'), 'utf8')).toBe('a: 3\n');
});

// For root, everything can be written.
const isRoot = process.getuid?.() === 0;
if (isRoot) process.stderr.write('skipped "a read-only file is left alone": root may write to it\n');
test.skipIf(isRoot)('a read-only file is left alone', () => {
  const folder = folderWith({ 'a.yaml': 'a: 1\n' });
  chmodSync(path.join(folder, 'a.yaml'), 0o444);
  expect(replaceFile(path.join(folder, 'a.yaml'), 'a: 1\n', 'a: 2\n')).toBe('cannot be written: EACCES');
  expect(readFileSync(path.join(folder, 'a.yaml'), 'utf8')).toBe('a: 1\n');
});

test('what is no file is not replaced', () => {
  const folder = folderWith({ 'a.yaml': '' });
  expect(['a.yaml', '', 'b.yaml'].map((name) => isReplaceable(path.join(folder, name)))).toEqual([true, false, false]);
  expect(isReplaceable('-')).toBe(false);
  expect(replaceFile(path.join(folder, 'b.yaml'), '', 'a')).toBe('cannot be written: ENOENT');
});
