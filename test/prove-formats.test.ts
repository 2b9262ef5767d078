// SPDX-License-Identifier: Apache-2.0
// The formats, files and amendments of `rampart prove` as its users meet them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shopState } from '../src/report/proof/testing.ts';
import { builtProgram } from './built-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const deny = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`;

let files: ReturnType<typeof temporaryFolder>;
let program = '';
beforeAll(async () => {
  files = temporaryFolder({ 'state.yaml': shopState(5), 'deny.yaml': deny, 'keep-not/x.yaml': deny });
  program = await builtProgram(files.folder);
});
afterAll(() => files.remove());

function prove(...args: readonly string[]) {
  const label = ['--label', 'namespace/shop', 'pod-security.kubernetes.io/enforce=restricted'];
  const all = [program, 'prove', 'deny.yaml', '--inventory', 'state.yaml', ...label, ...args];
  return spawnSync(process.execPath, all, { cwd: files.folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
}
const read = (name: string) => readFileSync(path.join(files.folder, name), 'utf8');

test('every format at once, each in its file, with the text for the reader', () => {
  const outputs = ['-o', 'p.html', '-o', 'p.md', '-o', 'p.json', '-o', 'p.txt'];
  const { status, stdout, stderr } = prove(...outputs);
  expect([status, stderr, stdout]).toEqual([0, '', '']);
  expect(read('p.txt')).toMatch(/^Rampart [^]*\nFAIL: it breaks \d+ things/);
  expect(read('p.html')).toMatch(/^<!doctype html>[^]*<b>FAIL<\/b>[^]*<\/html>\n$/);
  expect(read('p.md')).toMatch(/^## Rampart proof: fail\n/);
  const schema = JSON.parse(readFileSync(new URL('../docs/schema/proof.json', import.meta.url), 'utf8'));
  const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false }).compile(schema);
  validate(JSON.parse(read('p.json')));
  expect(validate.errors ?? []).toEqual([]);
  expect(prove('-o', 'p.html').stdout).toMatch(/\nFAIL: /);
  expect(prove('-o', 'p.html', '-q').stdout).toBe('');
});

test('one format goes to standard output', () => {
  expect(prove('--format', 'markdown').stdout).toMatch(/^## Rampart proof: fail\n/);
  expect(prove('--format', 'html').stdout).toMatch(/^<!doctype html>/);
  const { status, stderr } = prove('--format', 'json,markdown');
  expect([status, stderr]).toEqual([2, expect.stringContaining('only one format can go to standard output')]);
  expect(prove('--format', 'pdf')).toMatchObject({ status: 2 });
});

test('amendments go to a folder of their own, which must be empty', () => {
  expect(prove('--amendments', 'keep').status).toBe(0);
  const names = readdirSync(path.join(files.folder, 'keep')).toSorted();
  expect(names).toEqual([expect.stringMatching(/^0?1-allow-.*\.yaml$/), 'patch.sh', 'patches']);
  expect(loadAll(read(`keep/${names[0]}`))[0]).toMatchObject({ kind: 'NetworkPolicy' });
  const patches = readdirSync(path.join(files.folder, 'keep/patches'));
  expect(patches).toHaveLength(10);
  for (const name of patches) {
    expect(JSON.parse(read(`keep/patches/${name}`))).toContainEqual(expect.objectContaining({ op: 'add' }));
    expect(read('keep/patch.sh')).toContain(`--patch-file=patches/${name}\n`);
  }
  expect(spawnSync('sh', ['-n', path.join(files.folder, 'keep/patch.sh')]).status).toBe(0);
  const again = prove('--amendments', 'keep-not', '-o', 'never.json');
  expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('--amendments keep-not: the folder has files')]);
  expect(existsSync(path.join(files.folder, 'never.json'))).toBe(false);
});

test('a verification takes the formats that it has', () => {
  expect(prove('--format', 'json', '-o', 'proof.json').status).toBe(0);
  const verify = (...args: readonly string[]) =>
    spawnSync(process.execPath, [program, 'prove', '--verify', 'proof.json', ...args], { cwd: files.folder, encoding: 'utf8' });
  expect(verify()).toMatchObject({ status: 0, stdout: expect.stringContaining('holds') });
  expect(JSON.parse(verify('--format', 'json').stdout)).toMatchObject({ holds: true });
  expect(verify('--format', 'html')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--verify prints one format: table or json'),
  });
  expect(verify('-o', 'x.json')).toMatchObject({ status: 2, stderr: expect.stringContaining('--verify writes no files') });
});
