// SPDX-License-Identifier: Apache-2.0
// `rampart policies` as its users meet it.
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { load, loadAll } from 'js-yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtProgram } from './built-program.ts';
import { deployment } from './manifests.ts';
import { temporaryFolder } from './temporary-folder.ts';

const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: cart, namespace: shop }
spec:
  podSelector: { matchLabels: { app: cart } }
  ingress:
    - from: [{ podSelector: { matchLabels: { app: web } } }, { podSelector: { matchLabels: { app: db } } }]
`;
const flows = '{"from":"shop/web","to":"shop/cart","port":8080,"count":3}\n{"from":"shop/cart","to":"shop/db","port":5432}\n';

const pod = (name: string, ip: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec: { containers: [{ name: a, image: registry.example.com/a:1 }] }
status: { podIP: ${ip} }
`;
const azure = (...flowTuples: readonly string[]) =>
  JSON.stringify({ category: 'FlowLogFlowEvent', flowRecords: { flows: [{ flowGroups: [{ rule: 'AllowAll', flowTuples }] }] } });
const seen = '1777888800000,10.4.0.3,10.4.1.4,51000,8080,6';

const files = temporaryFolder({
  'pods.yaml': [pod('web', '10.4.0.3'), pod('cart', '10.4.1.4')].join('---\n'),
  'PT1H.json': `{"records":[\n${azure(`${seen},O,B,NX,0,0,0,0`)},\n${azure(`${seen},I,B,NX,0,0,0,0`)}\n]}\n`,
  'torn/PT1H.json': `{"records":[${azure(`${seen},O,B,NX,0,0,0,0`, 'torn')}]}`,
  'shop/web.yaml': deployment('web'),
  'shop/cart.yaml': deployment('cart'),
  'shop/db.yaml': deployment('db'),
  'shop/policy.yaml': policy,
  'flows.json': flows,
  'broken.json.gz': gzipSync(`${flows}nonsense\n{"from":"shop/ghost","to":"shop/db","port":1}\n`),
});
let program = '';
beforeAll(async () => {
  program = await builtProgram(files.folder);
});
afterAll(() => files.remove());

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [program, 'policies', ...args], {
    cwd: files.folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });

test('manifests on standard output, the edges on standard error', () => {
  const { stdout, stderr, status } = run('shop', '--flows', 'flows.json');
  expect(loadAll(stdout)).toMatchObject([
    { metadata: { name: 'observed-cart' } },
    { metadata: { name: 'observed-db' } },
    { metadata: { name: 'observed-web' } },
  ]);
  expect(stderr).toContain('Every one of 2 observed edges is still allowed with these policies.');
  expect(stderr).toContain('Deployment/shop/db → Deployment/shop/cart all connections');
  expect(status).toBe(0);
});

test('a log of Azure, whole over many lines; a tuple that is none is counted', () => {
  const { stdout, status } = run('pods.yaml', '--flows', 'PT1H.json', '-f', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ edges: [{ from: 'Pod/shop/web', to: 'Pod/shop/cart', port: 8080, count: 1 }] });
  expect(status).toBe(0);
  const torn = run('pods.yaml', '--flows', 'torn/PT1H.json');
  expect(torn.stderr).toContain('the state of a tuple of Azure is none of B, C, E and D');
  expect([torn.status, loadAll(torn.stdout)]).toMatchObject([3, [{ metadata: { name: 'observed-cart' } }, {}]]);
});

test('a file for each policy; with --merge only what is missing', () => {
  const { stdout, status } = run('shop', '--flows', 'flows.json', '--output', 'net', '--merge', '--form', 'calico');
  expect([status, readdirSync(path.join(files.folder, 'net'))]).toEqual([
    0,
    ['shop-observed-cart.yaml', 'shop-observed-db.yaml', 'shop-observed-web.yaml'],
  ]);
  // What comes in is allowed already.
  expect(load(readFileSync(path.join(files.folder, 'net/shop-observed-cart.yaml'), 'utf8'))).toMatchObject({ spec: { types: ['Egress'] } });
  expect(stdout).toContain('2 flows in 2 edges: 3 policies');
});

test('what is broken is counted, what is unknown named, and the exit code says so', () => {
  const { stdout, status } = run('shop', '--flows', 'broken.json.gz', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({
    log: { flows: 3, broken: 1 },
    unknownNames: { 'shop/ghost': 1 },
    proof: { allowed: 2, lost: [] },
  });
  expect(status).toBe(3);
  expect(run('shop').status).toBe(2);
});

test('the proposal is accepted by the command that made it', () => {
  const proposed = run('shop', '--flows', 'flows.json', '--quiet').stdout;
  const again = execFileSync(
    process.execPath,
    [program, 'policies', 'shop', '-', '--flows', 'flows.json', '--merge', '--format', 'json', '-q'],
    {
      cwd: files.folder,
      input: proposed,
      encoding: 'utf8',
    },
  );
  expect(JSON.parse(again)).toMatchObject({ policies: [] });
});
