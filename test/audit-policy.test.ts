// SPDX-License-Identifier: Apache-2.0
// `rampart audit-policy` as its users meet it, and what docs/guides/audit-policy.md says of the policies of the examples and the article.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditRecord } from '../src/model/audit/testing.ts';
import { builtProgram } from './built-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = path.dirname(import.meta.dirname);
const shared = process.env['RAMPART_SHARED'] ?? path.join(root, '../shared');
const article = path.join(shared, 'article/manifests/s1-02-audit-policy.yaml');
const flawed = path.join(root, 'examples/control-plane/audit-policy.yaml');
const hardened = path.join(root, 'examples/hardened/s1-02-audit-policy.yaml');

const policy = (rules: string) => `apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules:\n${rules}`;
const lines = [
  auditRecord({ auditID: 'a' }),
  auditRecord({ auditID: 'b', verb: 'list', requestURI: '/api/v1/secrets', objectRef: { resource: 'secrets', apiVersion: 'v1' } }),
  auditRecord({
    auditID: 'c',
    requestReceivedTimestamp: '2026-03-03T00:00:00Z',
    user: null,
    stage: 'ResponseStarted',
    responseStatus: { code: 401 },
  }),
].map((record) => `${JSON.stringify(record)}\n`);

const files = temporaryFolder({
  'metadata.yaml': policy('- level: Metadata\n'),
  'quiet.yaml': policy('- level: None\n  verbs: [list]\n- level: Request\n'),
  'broken.yaml': policy('- level: Foo\n- level: Metadata\n  verb: [get]\n'),
  'two.yaml': `${policy('- level: None\n')}---\n${policy('- level: None\n')}`,
  'none.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
  'audit.log': lines.join(''),
  'broken.log.gz': gzipSync(`${lines.join('')}nonsense\n`),
});
let program = '';
beforeAll(async () => {
  program = await builtProgram(files.folder);
});
afterAll(() => files.remove());

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [program, 'audit-policy', ...args], {
    cwd: files.folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
const data = (...args: readonly string[]) => JSON.parse(run(...args, '--format', 'json').stdout);

test('what one request comes to, with the rule and its line', () => {
  const asked = run(hardened, '--request', 'get secrets -n prod as system:serviceaccount:a:b');
  expect([asked.status, asked.stderr]).toEqual([0, '']);
  expect(asked.stdout).toContain(
    'Metadata: who asked for what, when, and how it ended\n  at ResponseComplete, and Panic where the server fails\n',
  );
  expect(asked.stdout).toMatch(/by rule 7, .*s1-02-audit-policy\.yaml:54: secrets, configmaps/);
  expect(run(hardened, '--request', 'list pods as nobody').stdout).toContain('at ResponseStarted\n');
  expect(run(hardened, '--request', 'get /readyz').status).toBe(1);
  expect(data(hardened, '--request', 'create pods/exec web -n prod as jane in developers')).toMatchObject({
    complete: true,
    level: 'Request',
    rule: 9,
    stages: ['ResponseStarted', 'ResponseComplete', 'Panic'],
    omitStages: ['RequestReceived'],
    omitManagedFields: true,
    request: { user: { groups: ['system:authenticated', 'developers'] } },
  });
});

test('the guide shows what is printed', () => {
  const guide = readFileSync(path.join(root, 'docs/guides/audit-policy.md'), 'utf8');
  const [, asked = '', shown = ''] = /^ {4}\$ rampart audit-policy \S+ --request '(.*)'\n((?: {4}.*\n)+)/m.exec(guide) ?? [];
  const printed = spawnSync(process.execPath, [program, 'audit-policy', path.relative(root, hardened), '--request', asked], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(printed.stdout).toBe(shown.replace(/^ {4}/gm, ''));
  expect(guide).toContain(`${data(hardened).catalogue.length} requests that an investigation asks for`);
  expect(guide).toContain(`${data(hardened).detections.length} detections that read the audit log`);
});

test('dead rules with what covers them, leaks, and blind detections', () => {
  const { stdout, status } = run(flawed);
  expect(status).toBe(1);
  expect(stdout).toContain('dead: rule 6 (line 29) takes every request of it');
  expect(stdout).toMatch(/a user reads a Secret: RequestResponse by rule 3 \(line \d+\), at most Request/);
  expect(stdout).toMatch(/a login fails: Metadata without ResponseStarted by rule 6/);
  const { rules, catalogue, detections, faulty } = data(flawed);
  expect(faulty).toBe(true);
  expect(rules.map(({ reach, line }: { reach: string; line: number }) => `${line} ${reach}`).at(-1)).toBe('31 dead');
  expect(catalogue.find(({ id }: { id: string }) => id === 'secret-read-account')).toMatchObject({ verdict: 'too little', rule: 0 });
  expect(detections.find(({ id }: { id: string }) => id === 'failed-logins')).toMatchObject({ input: 'lost' });
});

test('the hardened policy records what matters as it should be', () => {
  const { stdout, status } = run(hardened, '--verbose');
  expect(status).toBe(0);
  expect(stdout).toContain('65 of 65 requests that matter are recorded as they should be.');
  expect(stdout).toContain('without effect: rule 10 (line 83) would record the same');
});

test.skipIf(!existsSync(article))("the article's policy", () => {
  const { rules, catalogue, detections } = data(article);
  const dead = rules.filter(({ reach }: { reach: string }) => reach === 'dead');
  expect(dead).toMatchObject([{ index: 0, line: 6, coveredBy: [] }]);
  const of = (verdict: string) =>
    catalogue.filter((one: { verdict: string }) => one.verdict === verdict).map(({ id }: { id: string }) => id);
  expect(of('too much')).toEqual(expect.arrayContaining(['secret-read-user', 'secret-create', 'configmap-read', 'coredns-change']));
  expect(of('too little')).toEqual(expect.arrayContaining(['webhook-create', 'csr-create']));
  expect(detections.filter(({ input }: { input: string }) => input === 'lost').map(({ id }: { id: string }) => id)).toEqual([
    'unusual-token',
    'exposed-service',
  ]);
});

test('beside the policy that it would replace', () => {
  const { stdout, status } = run('quiet.yaml', '--against', 'metadata.yaml');
  expect(status).toBe(1);
  expect(stdout).toContain('Beside metadata.yaml\n');
  expect(stdout).toContain('Secrets listed in the whole cluster, or several read: all of its input → a part of it');
  expect(data('metadata.yaml', '--against', 'metadata.yaml').against).toEqual({ policy: 'metadata.yaml', changes: [] });
});

test('a recorded log: volume per rule and day, and what detections lose in it', () => {
  const { log, against } = data('quiet.yaml', '--against', 'metadata.yaml', '--audit', 'audit.log');
  expect(log).toMatchObject({ events: 3, loggedBytes: lines.join('').length, total: { recorded: 2, dropped: 1 } });
  expect(
    log.rules.map(({ rule, recorded, dropped }: { rule: number; recorded: number; dropped: number }) => [rule, recorded, dropped]),
  ).toEqual([
    [0, 0, 1],
    [1, 2, 0],
  ]);
  expect(log.days.map(({ day, recorded }: { day: string; recorded: number }) => [day, recorded])).toEqual([
    ['2026-03-02', 1],
    ['2026-03-03', 1],
  ]);
  // Its pod was read without the answer, so that nothing is known of its size.
  expect(log.total.unknownBodies).toBe(0);
  expect(against.log.total).toMatchObject({ recorded: 3, bytes: lines.join('').length, estimatedBytes: 0, unknownBodies: 0 });
  const { stdout } = run('quiet.yaml', '--audit', 'audit.log');
  expect(stdout).toContain('No longer in the log\n  list secrets: 1 event, by rule 0 (line 5) None');
  expect(stdout).toContain('Secrets listed in the whole cluster, or several read: 1 of 1 event of its input gone; first at audit.log:2');
});

test('what is broken is one line, and the exit code says so', () => {
  const broken = run('metadata.yaml', '--audit', 'broken.log.gz');
  expect([broken.status, broken.stderr]).toEqual([3, 'broken.log.gz:4: it is no audit event\n']);
  expect(data('metadata.yaml', '--audit', 'broken.log.gz')).toMatchObject({ complete: false, log: { events: 3 } });
  const refused = run('broken.yaml', '--request', 'get pods');
  expect(refused.status).toBe(3);
  expect(refused.stderr).toContain('broken.yaml:5: rules[0].level: the API server refuses the policy: there is no level "Foo"\n');
  expect(refused.stderr).toContain('broken.yaml:7: rules[1].verb: the API server ignores an unknown field');
});

test.each([
  [['none.yaml'], 3, 'there is no audit policy in it'],
  [['two.yaml'], 2, 'there are 2 audit policies in it'],
  [['gone.yaml'], 3, 'gone.yaml'],
  [['metadata.yaml', '--audit', 'gone.log'], 3, 'gone.log'],
  [['metadata.yaml', '--request', 'read pods'], 2, 'no request for a resource has the verb read'],
  [['metadata.yaml', '--request', 'get pods', '--audit', 'audit.log'], 2, 'leave out --audit'],
  [['-', '--audit', '-'], 2, 'standard input can be one of'],
  [[], 2, "missing required argument 'policy'"],
] as const)('%j', (args, status, message) => {
  const result = run(...args);
  expect([result.status, result.stderr.includes(message)]).toEqual([status, true]);
});
