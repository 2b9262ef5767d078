// SPDX-License-Identifier: Apache-2.0
// `rampart reach` as its users meet it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtProgram } from './built-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = path.dirname(import.meta.dirname);
const shop = path.join(root, 'examples/network');

const broken = `apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
spec: { containers: [{ name: a, image: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: a, image: a }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { type: NodePort, selector: { app: api }, ports: [{ port: 80 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress:
    - ports: [{ port: 70000 }]
    - from: [{ ipBlock: { cidr: 10.0.0.0/33 } }]
`;
const files = temporaryFolder({
  'open.yaml': broken.slice(0, broken.indexOf('---')),
  'broken.yaml': broken,
  'torn.yaml': `${broken}---\nkind: [\n`,
});
let program = '';
beforeAll(async () => {
  program = await builtProgram(files.folder);
});
afterAll(() => files.remove());

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'reach', ...args], {
    cwd: files.folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '80' },
  });
  return { status, stdout, stderr };
}

test.each<[string, readonly string[], number]>([
  ['yes', ['frontend', 'backend:8080', shop], 0],
  ['no', ['frontend', 'database:5432', shop], 1],
  ['it differs', ['production/', 'backend:8080', shop], 3],
  ['unknown', ['web', 'api:80', 'broken.yaml'], 3],
  ['a list with an unknown part', ['--from', 'web', 'broken.yaml'], 3],
  ['a list that no unknown touches', ['--to', 'web', 'broken.yaml'], 0],
  ['ways in that are unknown', ['--exposed', 'broken.yaml'], 3],
  ['isolation that is unknown', ['--isolated', 'broken.yaml'], 3],
  ['unprotected or unknown', ['--unprotected', 'broken.yaml'], 3],
  ['a matrix with an unknown part', ['--matrix', 'broken.yaml'], 3],
  ['evidence incomplete', ['api', 'web:80', 'torn.yaml'], 3],
  ['nobody of that name', ['frontent', 'backend', shop], 2],
  ['a port beyond the last', ['frontend', 'backend:70000', shop], 2],
  ['no question', [shop], 2],
  ['two questions', ['--exposed', '--matrix', shop], 2],
  ['a format that is of the matrix', ['frontend', 'backend', shop, '--format', 'svg'], 2],
  ['--why of a list', ['--from', 'frontend', '--why', shop], 2],
  ['a list', ['--to', 'database:postgres', shop], 0],
  ['--from and --to are a question', ['--from', 'frontend', '--to', 'database:5432', shop], 1],
  ['ways in', ['--exposed', shop], 0],
  ['what nothing protects', ['--unprotected', 'open.yaml'], 1],
  ['what nothing protects, of a namespace that is protected', ['--unprotected', '-n', 'production', shop], 0],
  ['the matrix', ['--matrix', shop], 0],
])('%s', (_, args, expected) => {
  const { status, stderr } = run(...args, '-q');
  expect([status, stderr.match(/^\s+at /m)]).toEqual([expected, null]);
  if (expected === 2) expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('a name that nobody has is answered with those that are near', () => {
  expect(run('frontent', 'backend', shop).stderr).toBe(
    'rampart: there is no workload, pod, Service or node frontent; did you mean Deployment/production/frontend or Service/production/frontend?\n',
  );
});

test('what cannot be read is named with its place, and the answer that hangs on it is unknown', () => {
  const { stdout, stderr } = run('web', 'api:80', 'broken.yaml', '--why');
  expect(stderr).toContain('broken.yaml:22:15: NetworkPolicy/shop/api: spec.ingress[0].ports[0]: 70000 is no port');
  expect(stderr).toContain(
    'broken.yaml:23:25: NetworkPolicy/shop/api: spec.ingress[1].from[0].ipBlock: 10.0.0.0/33 is no block of addresses',
  );
  expect(stdout).toMatch(/^unknown {2}Pod\/shop\/web → Pod\/shop\/api, TCP 80\n/);
  expect(stdout).toContain('? 70000 is no port');
  expect(run('api', 'web:80', 'broken.yaml').status).toBe(0);
});

test.each([
  ['web', 'api:80', 1],
  ['--from', 'web', 1],
  ['--to', 'api', 2],
  ['--exposed', '-v', 2],
  ['--isolated', '-v', 1],
  ['--matrix', '-v', 2],
])('%s %s: what is unknown is said, and that the answer is incomplete', (one, other, answers) => {
  const { stdout, stderr } = run(one, other, 'broken.yaml', '-f', 'json');
  expect(JSON.parse(stdout)).toMatchObject({
    complete: false,
    unknown: { answers, reasons: ['70000 is no port', '10.0.0.0/33 is no block of addresses'] },
    problems: [{ line: 22 }, { line: 23 }],
  });
  if (one !== 'web') expect(stderr).toMatch(/^rampart: \d answers? (?:is|are) unknown: 70000 is no port; /m);
  const table = run(one, other, 'broken.yaml').stdout.replaceAll(/\s+/g, ' ');
  expect(table).toContain(one === 'web' ? '? 70000 is no port' : `? ${answers} answer${answers === 1 ? ' is' : 's are'} unknown: 70000`);
});

test('a doubt that many rules share is told once', () => {
  expect(run('web', 'api:80', 'broken.yaml', '--why').stdout.match(/70000 is no port/g)).toHaveLength(1);
});

test.each([
  [[], 'say who and whom'],
  [['web'], 'web was read as FROM, and there is no TO'],
  [['web', 'api'], 'web was read as FROM and api as TO; name files or folders after them'],
  [['--from', 'web'], 'name files or folders, as in "rampart reach --from web deploy/"'],
  [['--matrix', '-n', 'shop'], 'name files or folders, as in "rampart reach --matrix deploy/"'],
])('what is missing is said: %j', (args, expected) => {
  const { stderr, status } = run(...args);
  expect([status, stderr.trim().split('\n').length]).toEqual([2, 1]);
  expect(stderr).toContain(expected);
});

test('the policies that are proposed make the answer yes', () => {
  const { change } = JSON.parse(run('frontend', 'database:5432', shop, '--why', '--format', 'json').stdout);
  const proposed = change.policies.map((policy: object) => JSON.stringify(policy)).join('\n---\n');
  expect(loadAll(proposed)).toHaveLength(2);
  const again = spawnSync(process.execPath, [program, 'reach', 'frontend', 'database:5432', shop, '-'], {
    cwd: files.folder,
    encoding: 'utf8',
    input: proposed,
  });
  expect([again.status, change.besides]).toEqual([0, []]);
});

test('lists and the matrix in their formats', () => {
  expect(JSON.parse(run('--to', 'database', shop, '-f', 'json').stdout)).toMatchObject({
    listed: [{ name: 'Deployment/production/backend', allowed: 'TCP 5432', unknown: null }],
  });
  expect(JSON.parse(run('--from', 'web', 'broken.yaml', '-f', 'json').stdout).listed).toContainEqual({
    name: '0.0.0.0/0, ::/0',
    kind: 'addresses',
    cidrs: ['0.0.0.0/0', '::/0'],
    namespace: '',
    allowed: 'all connections',
    unknown: null,
    uneven: false,
  });
  expect(run('--from', 'frontend', shop, '-f', 'csv').stdout.split('\r\n')[1]).toBe(
    'Deployment/production/backend,workload,production,TCP 8080,,no',
  );
  expect(run('--exposed', shop, '-f', 'csv').stdout).toContain(
    'Ingress,Ingress/production/shop,production/frontend,Deployment/production/frontend,perhaps,TCP 8080',
  );
  expect(JSON.parse(run('--matrix', shop, '-f', 'json').stdout).edges).toContainEqual({
    from: 'Deployment/production/backend',
    to: 'StatefulSet/production/database',
    allowed: 'TCP 5432',
    unknown: null,
    uneven: false,
  });
  expect(run('--matrix', shop, '-f', 'svg').stdout).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  expect(run('--matrix', shop, '-f', 'dot').stdout).toMatch(/^digraph [\s\S]*\}\n$/);
  expect(run('--isolated', shop, '-f', 'json').stdout).toContain('"ingress": "isolated"');
});

test('--help says what FROM and TO may be', () => {
  const { stdout } = run('--help');
  expect(stdout).toMatch(/Examples:\n {2}rampart reach /);
  expect(stdout).toContain('Usage: rampart reach');
});
