// SPDX-License-Identifier: Apache-2.0
// `rampart prove` as its users meet it.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditRecord } from '../src/model/audit/testing.ts';
import { builtProgram } from './built-program.ts';
import { deployment } from './manifests.ts';
import { temporaryFolder } from './temporary-folder.ts';

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { kubernetes.io/metadata.name: shop } }\n';
const role = (verbs: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [''], resources: [pods], verbs: [${verbs}] }]
`;
const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: api, namespace: shop }]
`;
const deny = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { podSelector: { matchLabels: { app: db } } }
`;

const files = temporaryFolder({
  'state/namespace.yaml': namespace,
  'state/web.yaml': deployment('web'),
  'state/db.yaml': deployment('db'),
  'state/rbac.yaml': `${role('get, list')}---\n${binding}`,
  'deny.yaml': deny,
  'trim.yaml': role('list'),
  'flows.json': '{"from":"shop/web","to":"shop/db","port":5432,"count":3}\n',
  'audit.log': `${JSON.stringify(auditRecord())}\n`,
  'broken.log': `${JSON.stringify(auditRecord())}\n{"auditID":\n`,
  'bad.yaml': 'a: [\n',
  'invalid.yaml': deny.replace(' } }', ' } }, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/99 } }] }]'),
  'empty.json': '{}',
});
let program = '';
beforeAll(async () => {
  program = await builtProgram(files.folder);
});
afterAll(() => files.remove());

function run(...args: readonly string[]) {
  const env = { ...process.env, NO_COLOR: '1', COLUMNS: '110' };
  return spawnSync(process.execPath, [program, 'prove', ...args], { cwd: files.folder, encoding: 'utf8', env });
}

describe('the exit code', () => {
  const label = ['--label', 'namespace/shop', 'pod-security.kubernetes.io/enforce=restricted'];
  test.each([
    [['deny.yaml', '--inventory', 'state', '--flows', 'flows.json'], 0],
    [['deny.yaml', '--inventory', 'state', '--flows', 'flows.json', '--exit-code'], 1],
    [['trim.yaml', '--inventory', 'state', '--exit-code'], 3],
    [['trim.yaml', '--inventory', 'state', '--audit', 'audit.log', '--exit-code'], 1],
    [['trim.yaml', '--inventory', 'state', '--audit', 'broken.log'], 3],
    [['bad.yaml', 'deny.yaml', '--inventory', 'state'], 3],
    [[...label, '--inventory', 'state', '--exit-code'], 1],
    [['--label', 'namespace/shop', 'color=blue', '--inventory', 'state', '--exit-code'], 0],
    [['--allow-registry', 'registry.example.com', '--inventory', 'state', '--exit-code'], 0],
    [['--require-label', 'team', '--inventory', 'state', '--exit-code'], 1],
    [['--delete', 'state/rbac.yaml', '--inventory', 'state', '--audit', 'audit.log', '--exit-code'], 1],
  ])('of %j is %i', (args, code) => {
    const { status, stderr } = run(...args);
    expect({ status, stderr: stderr.includes('    at ') }).toEqual({ status: code, stderr: false });
  });
});

test.each([
  [[], 'nothing changes'],
  [['deny.yaml'], 'say what there is now'],
  [['deny.yaml', '--cluster', '--inventory', 'state'], 'one state of things at a time'],
  [['deny.yaml', '--inventory', 'state', '--context', 'x'], 'give --cluster, too'],
  [['--label', 'color=blue', '--inventory', 'state'], 'say of what first'],
  [['--label', 'namespace/shop', '--inventory', 'state'], 'no label is named'],
  [
    ['--label', 'namespace/shop', 'pod-security.kubernetes.io/enforce=restrcted', '--inventory', 'state'],
    'must be one of privileged, baseline, restricted',
  ],
  [['--label', 'shop', 'color=blue', '--inventory', 'state'], 'it looks like namespace/NAME'],
  [['-', '--inventory', '-'], 'standard input can be read once'],
  [['--verify', 'missing.json'], 'missing.json cannot be read'],
  [['--verify', 'bad.yaml'], 'bad.yaml is no JSON'],
  [['--verify', 'empty.json'], 'empty.json is no proof'],
  [['--verify', 'empty.json', 'deny.yaml'], 'give no change'],
])('%j is one line that says what to do', (args, message) => {
  const { status, stderr } = run(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('broken input is named, and the rest goes on', () => {
  const { stderr, stdout } = run('trim.yaml', '--inventory', 'state', '--audit', 'broken.log', '--format', 'json');
  expect(stderr).toBe('broken.log:2: it is no whole JSON value\n');
  const proof: { complete: boolean; verdict: string; breaks: { what: string }[] } = JSON.parse(stdout);
  expect(proof).toMatchObject({ complete: false, verdict: 'fail', breaks: [{ what: 'may no longer get pods in namespace shop: web' }] });
});

test('what the network engine cannot judge is named with its place, and makes its answers unknown', () => {
  const { stderr, stdout, status } = run('invalid.yaml', '--inventory', 'state', '--flows', 'flows.json', '--exit-code');
  expect(stderr).toContain('invalid.yaml:');
  expect(stderr).toContain('NetworkPolicy/shop/deny');
  expect(stdout).toContain('UNKNOWN');
  expect(status).toBe(3);
});

test('a proof is a document that says what it rests on, and can be verified', () => {
  const { stdout } = run('deny.yaml', '--inventory', 'state', '--flows', 'flows.json', '--format', 'json');
  writeFileSync(path.join(files.folder, 'proof.json'), stdout);
  const proof: { inputs: { role: string; sha256: string }[] } = JSON.parse(stdout);
  expect(proof.inputs.map(({ role }) => role)).toEqual(['change', 'inventory', 'flows']);
  for (const { sha256 } of proof.inputs) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(run('--verify', 'proof.json')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('everything that it rests on is the same'),
  });

  const state = path.join(files.folder, 'state/web.yaml');
  const before = readFileSync(state, 'utf8');
  // Comments and the order of keys are no change.
  writeFileSync(state, `# a comment\n${before}`);
  expect(run('--verify', 'proof.json').stdout).toContain('everything that it rests on is the same');
  writeFileSync(state, before.replace('a:1', 'a:2'));
  expect(run('--verify', 'proof.json')).toMatchObject({ status: 0, stdout: expect.stringContaining('inventory state: Deployment') });
  writeFileSync(state, before.replaceAll('web', 'other'));
  const { status, stdout: told } = run('--verify', 'proof.json', '--format', 'json');
  const verification: { holds: boolean; goneBreaks: string[] } = JSON.parse(told);
  expect(status).toBe(1);
  expect(verification.holds).toBe(false);
  expect(verification.goneBreaks).toEqual(['Deployment/shop/web no longer reaches Deployment/shop/db on TCP 5432']);
  writeFileSync(state, before);
});

test('a range of revisions is what changed between them', () => {
  const repository = temporaryFolder({
    'deploy/web.yaml': deployment('web'),
    'deploy/map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\n',
    'deploy/user.yaml': deployment('user', ', volumes: [{ name: s, configMap: { name: settings } }]'),
    'deploy/ns.yaml': namespace,
  });
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd: repository.folder });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'one');
  git('rm', '-q', 'deploy/map.yaml');
  git('commit', '-q', '-m', 'two');
  const { stdout, status } = spawnSync(process.execPath, [program, 'prove', 'HEAD~1..HEAD:deploy', '--exit-code'], {
    cwd: repository.folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(stdout).toContain('1 object removed; held against 2 workloads in 4 objects');
  expect(stdout).toContain('Deployment/shop/user needs ConfigMap/shop/settings');
  expect(status).toBe(1);
  repository.remove();
});
