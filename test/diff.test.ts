// SPDX-License-Identifier: Apache-2.0
// `rampart diff --network` as its users meet it, git included.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtProgram } from './built-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const workload = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: a, image: registry.example.com/a:1 }] }
`;
const policy = (port: number | string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: cart, namespace: shop }
spec:
  podSelector: { matchLabels: { app: cart } }
  ingress:
    - from: [{ podSelector: { matchLabels: { app: web } } }]
      ports: [{ port: ${port} }]
`;
const longName = `${'a-folder-with-a-long-name/'.repeat(6)}web.yaml`;

const files = temporaryFolder({
  [`repository/${longName}`]: workload('web'),
  'repository/k8s/cart.yaml': workload('cart'),
  'repository/k8s/policy.yaml': policy(8080),
});
const repository = path.join(files.folder, 'repository');
let program = '';
beforeAll(async () => {
  program = await builtProgram(files.folder);
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', ...args], {
      cwd: repository,
    });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
  writeFileSync(path.join(repository, 'k8s/policy.yaml'), policy(9090));
});
afterAll(() => files.remove());

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [program, 'diff', ...args], { cwd: repository, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });

test('a revision against the working folder', () => {
  const { stdout, stderr, status } = run('--network', 'git:main', '.', '--exit-code');
  expect(stderr).toBe('');
  expect(stdout).toMatchInlineSnapshot(`
    "git:main → .

    Allowed now: 1 edge
      + Deployment/shop/web
        → Deployment/shop/cart: TCP 9090

    Not allowed any more: 1 edge
      - Deployment/shop/web
        → Deployment/shop/cart: TCP 8080

    1 allowed now · 1 not allowed any more
    "
  `);
  expect(status).toBe(1);
  expect(run('--network', 'git:HEAD', 'git:main', '--exit-code')).toMatchObject({ status: 0, stderr: '' });
});

test('a folder of a revision; workloads that are on one side alone', () => {
  const { stdout, status } = run('--network', 'git:HEAD:k8s', 'git:HEAD', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ workloadsAdded: ['Deployment/shop/web'], workloadsRemoved: [] });
  expect(status).toBe(0);
});

test('Markdown and CSV', () => {
  expect(run('--network', 'git:main', '.', '--format', 'markdown').stdout).toContain(
    '| Allowed now | `Deployment/shop/web` | `Deployment/shop/cart` | TCP 9090 |',
  );
  expect(run('--network', 'git:main', '.', '--format', 'csv').stdout).toContain(
    '"gained","Deployment/shop/web","Deployment/shop/cart","TCP 9090"\n',
  );
});

describe('bad input', () => {
  test('no such revision, an option in its place, nothing to compare', () => {
    expect(run('--network', 'git:nope', '.')).toMatchObject({
      status: 2,
      stderr: 'rampart: git:nope: git failed: fatal: not a valid object name: nope\n',
    });
    expect(run('--network', 'git:--output=x', '.')).toMatchObject({ status: 2, stderr: 'rampart: git:--output=x: is no revision\n' });
    expect(run('.', '.')).toMatchObject({ status: 2, stderr: 'rampart: say what to compare: --network\n' });
  });

  test('a policy that Kubernetes would refuse is named with its place', () => {
    mkdirSync(path.join(repository, 'broken'));
    writeFileSync(path.join(repository, 'broken/policy.yaml'), policy(70_000));
    const { stderr, status } = run('--network', 'git:main', '.');
    expect(stderr).toContain('broken/policy.yaml:8:15: NetworkPolicy/shop/cart: spec.ingress[0].ports[0]: 70000 is no port');
    expect(stderr).toContain('answers that hang on it are unknown');
    expect(status).toBe(3);
  });
});
