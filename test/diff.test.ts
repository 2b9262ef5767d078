// SPDX-License-Identifier: Apache-2.0
// `rampart diff --network` as its users meet it, git included.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
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
  git('checkout', '--quiet', '-b', 'attributes');
  writeFileSync(path.join(repository, '.gitattributes'), 'k8s export-ignore\n');
  writeFileSync(path.join(files.folder, 'outside.yaml'), workload('outside'));
  symlinkSync('../outside.yaml', path.join(repository, 'out.yaml'));
  symlinkSync('k8s/../../outside.yaml', path.join(repository, 'around.yaml'));
  symlinkSync('k8s/cart.yaml', path.join(repository, 'inside.yaml'));
  git('add', '.');
  git('commit', '--quiet', '--message', 'second');
  git('checkout', '--quiet', 'main');
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

test('what came or went is told apart from what changed', () => {
  const { stdout, status } = run('--network', 'git:HEAD:k8s', 'git:HEAD', '--exit-code');
  expect(stdout).toMatchInlineSnapshot(`
    "git:HEAD:k8s → git:HEAD

    Workloads that came: 1 workload
      Deployment/shop/web: reached by 1 and addresses outside, reaches 1 and addresses outside

    Among all other workloads, who reaches whom is the same.
    "
  `);
  expect(status).toBe(1);
  expect(run('--network', 'git:HEAD:k8s', 'git:HEAD', '--format', 'markdown').stdout).toContain('- `Deployment/shop/web`: reached by 1');
  expect(run('--network', 'git:HEAD:k8s', 'git:HEAD', '--format', 'csv').stdout).toContain(',workload added\r\n');
});

test('a revision is named as git names it too, from its root or from here; a file alone', () => {
  const compare = (...args: readonly string[]) => run('--network', ...args, '--exit-code').status;
  expect(compare('HEAD:k8s', 'git:HEAD:./k8s')).toBe(0);
  expect(compare('main:k8s/policy.yaml', 'k8s/policy.yaml')).toBe(0);
  expect(run('--network', 'HEAD:nowhere', '.')).toMatchObject({
    status: 2,
    stderr: 'rampart: HEAD:nowhere: has no files in that revision\n',
  });
});

test('attributes of the repository hide nothing, and links lead nowhere else', () => {
  const { stdout, status } = run('--network', 'git:attributes', 'git:main', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ edges: [], workloadsAdded: [], workloadsRemoved: [] });
  expect(status).toBe(0);
});

test('Markdown and CSV', () => {
  expect(run('--network', 'git:main', '.', '--format', 'markdown').stdout).toContain(
    '| Allowed now | `Deployment/shop/web` | `Deployment/shop/cart` | TCP 9090 |',
  );
  expect(run('--network', 'git:main', '.', '--format', 'csv').stdout).toContain(
    'gained,Deployment/shop/web,Deployment/shop/cart,TCP 9090,change\r\n',
  );
});

describe('bad input', () => {
  test('no such revision, an option in its place, nothing to compare', () => {
    expect(run('--network', 'git:nope', '.')).toMatchObject({
      status: 2,
      stderr: 'rampart: git:nope: is no revision of the repository here\n',
    });
    expect(run('--network', 'git:--output=x', '.')).toMatchObject({
      status: 2,
      stderr: 'rampart: git:--output=x: is no revision of the repository here\n',
    });
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
