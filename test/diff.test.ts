// SPDX-License-Identifier: Apache-2.0
// `rampart diff --network` as its users meet it, git included.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtProgram } from './built-program.ts';
import { deployment } from './manifests.ts';
import { temporaryFolder } from './temporary-folder.ts';

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
  [`repository/${longName}`]: deployment('web'),
  'repository/k8s/cart.yaml': deployment('cart'),
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
  writeFileSync(path.join(files.folder, 'outside.yaml'), deployment('outside'));
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

test('--why names what decides over an edge, on both sides', () => {
  const { stdout } = run('--network', 'git:main', '.', '--why');
  const told = stdout.replace(/\s+/g, ' ');
  expect(told).toContain(
    'now egress allowed, since no policy selects that side; ingress allowed by NetworkPolicy/shop/cart spec.ingress[0] (k8s/policy.yaml:7) before ingress refused by NetworkPolicy/shop/cart',
  );
  const { edges }: { edges: { change: string; why: { after: { direction: string; answer: string; by: { policy: string }[] }[] } }[] } =
    JSON.parse(run('--network', 'git:main', '.', '--why', '--format', 'json').stdout);
  const lost = edges.find(({ change }) => change === 'lost');
  expect(lost?.why.after).toMatchObject([{ direction: 'ingress', answer: 'denied', by: [{ policy: 'NetworkPolicy/shop/cart' }] }]);
  expect(run('--network', 'git:main', '.', '--why', '--format', 'markdown').stdout).toMatch(
    /Not allowed any more \|.*`now ingress refused by NetworkPolicy\/shop\/cart/,
  );
  expect(run('git:main', '.', '--why', '--network', '--format', 'csv')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--why is not for CSV'),
  });
});

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
  expect(run('--network', 'git:HEAD:k8s', 'git:HEAD', '--format', 'csv').stdout).toContain(',workload added,TCP/');
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

test('the guide shows what is printed', () => {
  const root = path.dirname(import.meta.dirname);
  const guide = readFileSync(path.join(root, 'docs/guides/network.md'), 'utf8');
  const [, section = ''] = guide.split('## What a change opens and cuts\n');
  const blocks = section
    .split(/\n## /)[0]
    ?.split(/\n\n(?=\S)/)
    .flatMap((part) => (part.includes('\n\n    ') ? part.slice(part.indexOf('\n\n    ') + 2).replaceAll(/^ {4}/gm, '') : []));
  const [policyText = '', printed = ''] = blocks ?? [];
  const example = path.join(root, 'examples/network');
  for (const side of ['before', 'after']) cpSync(example, path.join(files.folder, side), { recursive: true });
  const after = path.join(files.folder, 'after');
  writeFileSync(path.join(after, 'monitoring.yaml'), policyText);
  const policies = path.join(after, 'policies.yaml');
  writeFileSync(policies, readFileSync(policies, 'utf8').replace('port: metrics', 'port: http'));
  const { stdout } = spawnSync(process.execPath, [program, 'diff', '--network', 'before/', 'after/'], {
    cwd: files.folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' },
  });
  expect(`$ rampart diff --network before/ after/\n${stdout}`.trim()).toBe(printed.trim());
});

test('Markdown and CSV', () => {
  expect(run('--network', 'git:main', '.', '--format', 'markdown').stdout).toContain(
    '| Allowed now | `Deployment/shop/web` | `Deployment/shop/cart` | TCP 9090 |',
  );
  expect(run('--network', 'git:main', '.', '--format', 'csv').stdout).toContain(
    'gained,Deployment/shop/web,Deployment/shop/cart,TCP 9090,change,TCP/9090\r\n',
  );
});

const scattered = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: cart, namespace: shop }
spec:
  podSelector: { matchLabels: { app: cart } }
  ingress:
    - from: [{ ipBlock: { cidr: 203.0.113.0/24, except: [203.0.113.16/28, 203.0.113.64/26, 203.0.113.200/32] } }]
      ports: [{ port: 8000, endPort: 8010 }, { port: 53, protocol: UDP }]
`;

test('JSON and CSV have every block of addresses and every range of ports', () => {
  const folder = path.join(files.folder, 'data');
  mkdirSync(path.join(folder, 'closed'), { recursive: true });
  mkdirSync(path.join(folder, 'open'));
  for (const side of ['closed', 'open']) writeFileSync(path.join(folder, side, 'cart.yaml'), deployment('cart'));
  writeFileSync(path.join(folder, 'closed/policy.yaml'), scattered.replace(/ {2}ingress:[\s\S]*/, '  policyTypes: [Ingress]\n'));
  writeFileSync(path.join(folder, 'open/policy.yaml'), scattered);
  const compare = (format: string) => run('--network', path.join(folder, 'closed'), path.join(folder, 'open'), '--format', format).stdout;
  const cidrs = ['203.0.113.0/28', '203.0.113.32/27', '203.0.113.128/26', '203.0.113.192/29', '203.0.113.201/32'].concat([
    '203.0.113.202/31',
    '203.0.113.204/30',
    '203.0.113.208/28',
    '203.0.113.224/27',
  ]);
  expect(JSON.parse(compare('json'))).toMatchObject({
    schema: 'rampart.dev/network-diff/v1',
    complete: false,
    unknown: { answers: 1, reasons: ['whether blocks of addresses match pods depends on the network plugin'] },
    partly: [],
    edges: [
      {
        change: 'gained',
        from: { kind: 'addresses', cidrs },
        to: { kind: 'workload', name: 'Deployment/shop/cart', namespace: 'shop' },
        connections: 'TCP 8000-8010, UDP 53',
        ports: [
          { protocol: 'TCP', first: 8000, last: 8010 },
          { protocol: 'UDP', first: 53, last: 53 },
        ],
        cause: 'change',
      },
      { change: 'perhapsGained', from: { kind: 'workload' } },
    ],
  });
  expect(compare('table')).toMatch(/^\? Perhaps, since whether blocks of addresses match pods/m);
  expect(compare('csv')).toContain(
    `gained,${cidrs.join(' ')},Deployment/shop/cart,"TCP 8000-8010, UDP 53",change,TCP/8000-8010 UDP/53\r\n`,
  );
});

test('one namespace: edges from and to its workloads', () => {
  const other = path.join(files.folder, 'other');
  mkdirSync(other);
  writeFileSync(
    path.join(other, 'all.yaml'),
    [deployment('web'), deployment('cart').replaceAll('shop', 'till'), policy(8080)].join('---\n'),
  );
  const edges = (...args: readonly string[]) => {
    const { stdout, status } = run('--network', 'git:main', other, '--format', 'json', ...args);
    return [status, JSON.parse(stdout).edges.length, JSON.parse(stdout).workloadsAdded, JSON.parse(stdout).workloadsRemoved];
  };
  const [, whole] = edges();
  const [status, some, added, removed] = edges('-n', 'till');
  expect([status, added, removed]).toEqual([0, ['Deployment/till/cart'], []]);
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(whole);
  expect(run('--network', 'git:main', other, '-n', 'till').stdout).toContain(', namespace till\n');
  expect(run('--network', 'git:main', other, '-n', 'tell')).toMatchObject({
    status: 2,
    stderr: 'rampart: no side has a workload in namespace tell; there is shop, till\n',
  });
});

describe('bad input', () => {
  test('a side that cannot be read is compared with nothing', () => {
    writeFileSync(path.join(files.folder, 'nowhere.yaml'), 'apiVersion: v1\nkind: Config\n');
    const { status, stdout, stderr } = run('--network', 'cluster', '.', '--kubeconfig', path.join(files.folder, 'nowhere.yaml'));
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^rampart: no difference is told, since cluster could not be read$/m);
    const data = run('--network', 'git:main', 'nowhere', '--format', 'json');
    expect([data.status, JSON.parse(data.stdout)]).toMatchObject([3, { complete: false, partly: [{ side: 'nowhere' }] }]);
    expect(Object.keys(JSON.parse(data.stdout))).not.toContain('edges');
    expect(run('--network', 'nowhere', '.', '--format', 'csv').stdout).toBe('');
  });

  test('what was read in part says so in every format for readers', () => {
    const torn = path.join(files.folder, 'torn');
    mkdirSync(torn);
    writeFileSync(path.join(torn, 'all.yaml'), [deployment('web'), deployment('cart')].join('---\n'));
    writeFileSync(path.join(torn, 'policy.yaml'), 'kind: [\n');
    const told = (...args: readonly string[]) => run('--network', 'git:main', torn, ...args);
    expect([told().status, told().stdout.replaceAll(/\s+/g, ' ')]).toEqual([3, expect.stringContaining('torn was read in part, and the')]);
    expect(told('--format', 'markdown').stdout).toMatch(/^> .*torn was read in part/m);
    expect(JSON.parse(told('--format', 'json').stdout)).toMatchObject({ complete: false, partly: [{ problems: [{ code: 'syntax' }] }] });
  });

  test('no such revision, an option in its place, nothing to compare', () => {
    expect(run('--network', 'git:nope', '.')).toMatchObject({
      status: 2,
      stderr: 'rampart: git:nope: is no revision of the repository here\n',
    });
    expect(run('--network', 'git:--output=x', '.')).toMatchObject({
      status: 2,
      stderr: 'rampart: git:--output=x: is no revision of the repository here\n',
    });
    expect(run('.', '.', '--format', 'csv')).toMatchObject({
      status: 2,
      stderr: 'rampart: --format csv is for one of both: say --network or --rbac\n',
    });
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
