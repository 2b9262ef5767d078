// SPDX-License-Identifier: Apache-2.0
// The command line as its users meet it: the built program, its exit codes, its files and its streams.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.dirname(import.meta.dirname);
const program = path.join(root, 'dist', 'rampart.js');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rampart-cli-'));
  write('good.yaml', `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n`);
  write('bad.yaml', `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostPID: true\n  containers: [{name: a, image: a}]\n`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

function rampart(args: readonly string[], options: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {}) {
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, ...options.env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input: options.input ?? '',
    env,
  });
  return { status, stdout, stderr };
}

describe('exit codes', () => {
  test.each<[string, readonly string[], number]>([
    ['clean', ['scan', 'good.yaml'], 0],
    ['findings', ['scan', 'bad.yaml'], 1],
    ['findings below the threshold', ['scan', 'bad.yaml', '--check', 'read-only-root-filesystem', '--severity-threshold', 'high'], 0],
    ['no threshold', ['scan', 'bad.yaml', '--severity-threshold', 'none'], 0],
    ['a missing path', ['scan', 'good.yaml', 'nowhere.yaml'], 3],
    ['no path', ['scan'], 2],
    ['an unknown command', ['scna'], 2],
    ['an unknown option', ['scan', '--nope', 'good.yaml'], 2],
    ['an unknown format', ['scan', '--format', 'pdf', 'good.yaml'], 2],
    ['an unknown check', ['scan', '--check', 'nope', 'good.yaml'], 2],
    ['an unknown version', ['scan', '--kubernetes-version', 'x', 'good.yaml'], 2],
    ['no command', [], 2],
    ['help', ['--help'], 0],
    ['pss without a level', ['pss', 'bad.yaml'], 0],
    ['pss with a level that is met', ['pss', 'bad.yaml', '--level', 'privileged'], 0],
    ['pss with a level that is broken', ['pss', 'bad.yaml', '--level', 'baseline'], 1],
    ['explain', ['explain', 'read-only-root-filesystem'], 0],
    ['explain of what is not', ['explain', 'nope'], 2],
  ])('%s', (_, args, expected) => {
    const { status, stderr } = rampart(args);
    expect(status).toBe(expected);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

test.each(['scan', 'pss', 'explain'])('%s --help has examples', (command) => {
  const { stdout } = rampart([command, '--help']);
  expect(stdout).toMatch(/Examples:\n {2}rampart /);
  expect(rampart(['help', command]).stdout).toBe(stdout);
});

test('standard input', () => {
  const { status, stdout } = rampart(['scan', '-', '--format', 'json'], { input: readFileSync(path.join(folder, 'bad.yaml'), 'utf8') });
  expect(status).toBe(1);
  expect(JSON.parse(stdout).findings.map(({ origin }: { origin: { file: string } }) => origin.file)).toContain('-');
});

describe('formats', () => {
  test('JSON passes its schema', () => {
    write(
      'broken.yaml',
      'a: [\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: b}\nspec: {hostPID: "yes", containers: [{name: a, image: a}]}\n',
    );
    const { status, stdout } = rampart(['scan', '.', '--format', 'json']);
    expect(status).toBe(3);
    const report = JSON.parse(stdout);
    const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
      JSON.parse(readFileSync(path.join(root, 'docs/schema/report.json'), 'utf8')),
    );
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
    expect(report.findings.some(({ verdict }: { verdict: string }) => verdict === 'unknown')).toBe(true);
    expect(report.problems.map(({ source, line }: { source: string; line: number }) => [source, line])).toEqual([
      ['broken.yaml', expect.any(Number)],
      ['broken.yaml', 6],
    ]);
    rmSync(path.join(folder, 'broken.yaml'));
  });

  test('several at once, each whole, nothing beside them', () => {
    mkdirSync(path.join(folder, 'out'));
    const { stdout } = rampart(['scan', 'bad.yaml', '--format', 'table,json,sarif', '-o', 'out/r.json', '-o', 'out/r.sarif']);
    expect(stdout).toContain('SUMMARY');
    expect(readdirSync(path.join(folder, 'out')).toSorted()).toEqual(['r.json', 'r.sarif']);
    const sarif = JSON.parse(readFileSync(path.join(folder, 'out/r.sarif'), 'utf8'));
    const [run] = sarif.runs;
    expect(sarif.version).toBe('2.1.0');
    for (const { ruleId, ruleIndex, locations } of run.results) {
      expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
    }
    expect(run.results.length).toBe(JSON.parse(readFileSync(path.join(folder, 'out/r.json'), 'utf8')).findings.length);
  });

  test('a file that cannot be written is said in one line', () => {
    const { status, stderr } = rampart(['scan', 'bad.yaml', '-o', 'nowhere/r.json']);
    expect(status).toBe(3);
    expect(stderr).toMatch(/^rampart: nowhere\/r\.json could not be written: .*\n$/);
  });
});

describe('colour', () => {
  const coloured = (env: Readonly<Record<string, string>>) => rampart(['scan', 'bad.yaml'], { env }).stdout.includes('\u001b[');
  test('none in a pipe, none with NO_COLOR, some when forced', () => {
    expect(coloured({})).toBe(false);
    expect(coloured({ FORCE_COLOR: '1' })).toBe(true);
    expect(coloured({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
  });
});

test('no line is wider than the terminal', () => {
  for (const width of [80, 200]) {
    const { stdout } = rampart(['scan', path.join(root, 'examples')], { env: { COLUMNS: String(width) } });
    const wide = stdout.split('\n').filter((line) => line.length > width && !line.includes('examples/'));
    expect(wide).toEqual([]);
  }
});

test('what is minor is told in brief beside what is severe, and whole where it is alone or asked for', () => {
  const shop = path.join(root, 'examples', 'shop');
  const patched = /^ +\+ │ +enableServiceLinks: false$/m;
  const brief = rampart(['scan', shop, '--no-config']).stdout;
  expect(brief).toMatch(/service-links\n {2}Pod\/data\/debug .*, and 9 more places\n/);
  expect(brief).not.toMatch(patched);
  expect(brief).toMatch(/most affected of \d+ objects\n {2}Pod\/data\/debug +\d+ critical/);
  expect(rampart(['scan', shop, '--no-config', '--verbose']).stdout).toMatch(patched);
  expect(rampart(['scan', shop, '--no-config', '--check', 'service-links']).stdout).toMatch(patched);
});

test('control characters of a manifest do not reach the terminal', () => {
  write(
    'hostile.yaml',
    `apiVersion: v1\nkind: Pod\nmetadata: {name: "a\\e[2J\\e]0;owned\\a"}\nspec:\n  hostPID: true\n  containers: [{name: "\\e[31mx", image: a}]\n`,
  );
  const { stdout, stderr } = rampart(['scan', 'hostile.yaml']);
  expect(stdout + stderr).not.toContain('\u001b');
  rmSync(path.join(folder, 'hostile.yaml'));
});

test('the content of a Secret appears nowhere', () => {
  const secret = 'c3VwZXJzZWNyZXQtdmFsdWU=';
  write(
    'secret.yaml',
    `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  a: ${secret}\n  a: ${secret}\nstringData: {b: ${secret}}\n`,
  );
  for (const format of ['table', 'json', 'sarif']) {
    const { stdout, stderr } = rampart(['scan', 'secret.yaml', '--format', format, '--verbose']);
    expect(stdout + stderr).not.toContain(secret);
  }
  rmSync(path.join(folder, 'secret.yaml'));
});

test('a reader that leaves early gets one line and no stack', async () => {
  const child = spawn(process.execPath, [program, 'scan', path.join(root, 'examples'), '--format', 'json'], { cwd: folder });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(stderr.trim().split('\n').length).toBe(1);
  expect(stderr).toContain('closed');
  expect(code).toBe(3);
});

test('Ctrl-C ends the reading with a line and exit code 3', async () => {
  const child = spawn(process.execPath, [program, 'scan', 'good.yaml', '-'], { cwd: folder });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  // More than a pipe holds is taken only once somebody reads. Standard input stays open: it waits, and is interrupted there.
  await new Promise((resolve) => child.stdin.write('#'.repeat(1_000_000), resolve));
  child.kill('SIGINT');
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(stderr).toMatch(/interrupt/i);
  expect(code).toBe(3);
});
