// SPDX-License-Identifier: Apache-2.0
import { linkSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { newestKubernetes } from '../../model/version.ts';
import { find } from './find.ts';
import type { Found } from './found.ts';
import { wantedNames } from './wanted.ts';

const temporary = temporaryFolder({
  'deploy/api.yaml': '',
  'deploy/db.yml': '',
  'deploy/notes.txt': '',
  'deploy/shop/web.json': '',
  'deploy/shop.yaml': '',
  'deploy/node_modules/x.yaml': '',
  'deploy/.git/x.yaml': '',
  'deploy/.github/ci.yaml': '',
  '[a]*.yaml': '',
  'a.yaml': '',
});
const before = process.cwd();

beforeAll(() => {
  process.chdir(temporary.folder);
  mkdirSync('links/inner', { recursive: true });
  symlinkSync('../../deploy/shop', 'links/inner/shop');
  symlinkSync('../deploy/shop', 'links/shop');
  symlinkSync('../a.yaml', 'links/a.yaml');
});
afterAll(() => {
  process.chdir(before);
  temporary.remove();
});

function found(...paths: readonly string[]): Promise<Found> {
  return find(paths, { isWanted: wantedNames([]), mayGoOn: () => Promise.resolve(true), version: newestKubernetes });
}

async function names(...paths: readonly string[]): Promise<string[]> {
  return (await found(...paths)).files.map(({ name }) => name);
}

test('a folder is read in the order of its names, under the name it was given', async () => {
  const inside = ['.github/ci.yaml', 'api.yaml', 'db.yml', 'shop/web.json', 'shop.yaml'];
  expect(await names('deploy')).toEqual(inside.map((name) => `deploy/${name}`));
  expect(await names('./deploy//')).toEqual(inside.map((name) => `deploy/${name}`));
  expect(await names('deploy/../deploy')).toEqual(inside.map((name) => `deploy/${name}`));
  expect(await names(path.join(temporary.folder, 'deploy'))).toEqual(inside.map((name) => `${temporary.folder}/deploy/${name}`));
  process.chdir('deploy');
  expect(await names('.')).toEqual(inside);
  expect(await names('../deploy')).toEqual(inside.map((name) => `../deploy/${name}`));
  process.chdir('..');
});

test('a named file is read whatever its extension', async () => {
  expect(await names('deploy/notes.txt')).toEqual(['deploy/notes.txt']);
});

test('a glob reads what it matches, sorted', async () => {
  expect(await names('deploy/**/*.yaml')).toEqual(['deploy/api.yaml', 'deploy/shop.yaml']);
  expect(await names('deploy/{api,db}.*')).toEqual(['deploy/api.yaml', 'deploy/db.yml']);
  expect(await names('dep*/sh?p')).toEqual(['deploy/shop/web.json']);
});

test('a file by the very name of a glob is that file', async () => {
  expect(await names('[a]*.yaml')).toEqual(['[a]*.yaml']);
});

test('a glob that matches nothing is a problem', async () => {
  expect((await found('nope/*.yaml')).problems).toEqual([{ source: 'nope/*.yaml', code: 'not-found', reason: 'matches nothing' }]);
});

test('one file reached twice is read once, under its first name', async () => {
  expect(await names('deploy/shop.yaml', './deploy/shop.yaml', 'deploy/shop*')).toEqual(['deploy/shop.yaml', 'deploy/shop/web.json']);
  expect(await names('links')).toEqual(['links/a.yaml', 'links/inner/shop/web.json']);
  expect((await found('deploy', 'deploy/api.yaml')).named).toEqual(new Set([path.join(temporary.folder, 'deploy/api.yaml')]));
});

test('standard input is read once, where it stands', async () => {
  expect(await names('a.yaml', '-', '-')).toEqual(['a.yaml', '-']);
});

test('two names of one file on disk are two files', async () => {
  linkSync('a.yaml', 'hard.yaml');
  expect(await names('a.yaml', 'hard.yaml')).toEqual(['a.yaml', 'hard.yaml']);
});
