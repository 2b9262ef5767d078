// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder = '';
const conformance = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, CI: '', ...env },
  });
  return { status, stdout, stderr };
};

function row(expect: string, control: string, id: string) {
  return { level: 'baseline', version: 'v1.30', expect, control, file: 'pods/host.yaml', upstreamFile: id };
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'conformance-'));
  // The last two expect what is not so.
  const cases = [row('fail', 'hostnamespaces', 'right'), row('pass', 'base', 'passes'), row('fail', 'privileged', 'names another')];
  mkdirSync(path.join(folder, 'pss/pods'), { recursive: true });
  writeFileSync(path.join(folder, 'pss/cases.json'), JSON.stringify(cases));
  writeFileSync(
    path.join(folder, 'pss/pods/host.yaml'),
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostPID: true, containers: [{name: a, image: x}]}\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

test('prints a line per suite, and the cases that fail', () => {
  expect(conformance(['--data', folder])).toMatchObject({ status: 1, stdout: 'pss 1/3\n  passes\n  names another\n' });
});

test('takes the folder of the one suite that is named', () => {
  expect(conformance(['pss', '--data', path.join(folder, 'pss')]).stdout).toMatch(/^pss 1\/3\n/);
});

test('prints JSON', () => {
  const { stdout } = conformance(['--data', folder, '--json']);
  expect(JSON.parse(stdout)).toEqual({ suites: [{ name: 'pss', passed: 1, total: 3, failed: ['passes', 'names another'] }] });
});

test('skips a suite without data with a line, and fails with CI=true', () => {
  const nowhere = path.join(folder, 'nowhere');
  expect(conformance(['--data', nowhere])).toMatchObject({
    status: 0,
    stdout: '',
    stderr: expect.stringMatching(/^pss skipped: no cases at /),
  });
  expect(conformance(['--data', nowhere], { CI: 'true' }).status).toBe(1);
});

test('fails where the cases cannot be read', () => {
  expect(conformance(['pss', '--data', path.join(folder, 'pss/pods')])).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^pss failed: ENOENT/),
  });
});

test.each([[['opa-unknown']], [['--nonsense']]])('refuses %j with its usage', (args) => {
  expect(conformance(args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('suites: pss') });
});
