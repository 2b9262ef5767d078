// SPDX-License-Identifier: Apache-2.0
// The walkthroughs of docs/guides/prove-a-change.md, run as they are written.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPaths } from '../src/adapters/files/read-paths.ts';
import { buildInventory } from '../src/model/inventory.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { catalogue } from '../src/posture/catalogue.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import { accept } from '../src/posture/exceptions.ts';
import { readException } from '../src/posture/read-exceptions.ts';
import { builtProgram } from './built-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = path.dirname(import.meta.dirname);
const files = temporaryFolder();
let program = '';
beforeAll(async () => {
  program = await builtProgram(files.folder);
});
afterAll(() => files.remove());
const guide = readFileSync(path.join(root, 'docs/guides/prove-a-change.md'), 'utf8');
const shown = [...guide.matchAll(/^ {4}\$ rampart (prove .*)\n((?: {4}.*\n)+)/gm)];

test('the guide tells both stories', () => expect(shown).toHaveLength(4));

test.each(shown.map(([, command = '', block = '']) => [command, block] as const))('rampart %s', (command, block) => {
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...command.split(' ')], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '110' },
  });
  expect(stderr).toBe('');
  let rest = stdout.split('\n');
  for (const line of block.replace(/^ {4}/gm, '').trimEnd().split('\n')) {
    if (line === '…') continue;
    const at = rest.indexOf(line);
    expect(at, `${line}\nstands in\n${rest.join('\n')}`).toBeGreaterThanOrEqual(0);
    rest = rest.slice(at + 1);
  }
});

test('the exception for the old job holds until its day, and not a day longer', async () => {
  const file = (name: string) => path.join(root, 'examples/prove', name);
  const { objects } = await readPaths([file('moved-job.yaml')]);
  const inventory = buildInventory({ objects, problems: [], passedOver: 0 }, newestKubernetes);
  const { objects: written } = await readPaths([file('exception.yaml')]);
  const ids = catalogue.map(({ id }) => id);
  const exceptions = written.flatMap((object) => {
    const read = readException(object, ids);
    return 'faults' in read ? [] : [read];
  });
  expect(exceptions).toHaveLength(1);
  const ofStandard = new Set(catalogue.filter(({ aliases }) => aliases.some((alias) => alias.startsWith('pss:'))).map(({ id }) => id));
  const openAt = (now: number) => {
    const { findings } = evaluate(inventory, catalogue, now);
    const standard = findings.filter(({ check, object }) => object.kind === 'CronJob' && ofStandard.has(check));
    expect(standard.length).toBeGreaterThan(3);
    return accept(standard, exceptions, () => ({}), now).open;
  };
  expect(openAt(Date.UTC(2027, 1, 28, 23))).toEqual([]);
  expect(openAt(Date.UTC(2027, 2, 1)).length).toBeGreaterThan(0);
});
