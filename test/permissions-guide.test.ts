// SPDX-License-Identifier: Apache-2.0
// Every command of docs/guides/permissions.md, run on its own example.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtProgram } from './built-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = path.dirname(import.meta.dirname);
const guide = readFileSync(path.join(root, 'docs/guides/permissions.md'), 'utf8');
const files = [...guide.matchAll(/`([\w-]+\.yaml)`[^\n]*:\n\n```yaml\n(.*?)```/gs)].map(
  ([, name = '', text = '']) => [name, text] as const,
);
const commands = [...guide.matchAll(/```console\n\$ rampart ([^\n]*)\n(.*?)```/gs)].map(
  ([, command = '', told = '']) => [command, told] as const,
);

const temporary = temporaryFolder({});
let program = '';
beforeAll(async () => {
  for (const [name, text] of files) writeFileSync(path.join(temporary.folder, name), text);
  program = await builtProgram(temporary.folder);
});
afterAll(() => temporary.remove());

test('the guide has examples and commands', () => {
  expect(files.length).toBeGreaterThan(0);
  expect(commands.length).toBeGreaterThan(5);
});

test.each(commands)('rampart %s', (command, told) => {
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...command.split(' ')], {
    cwd: temporary.folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' },
  });
  expect(`${stdout}${stderr}`.trimEnd()).toBe(told.trimEnd());
});
