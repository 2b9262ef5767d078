// SPDX-License-Identifier: Apache-2.0
// `rampart who-can` and `rampart can` as their users meet them.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtProgram } from './built-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const group = 'rbac.authorization.k8s.io';
const role = (kind: string, name: string, namespace: string, rule: string) => `---
apiVersion: ${group}/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace}, labels: { gather: "${name}" } }
rules:
  - ${rule}
`;
const binding = (name: string, namespace: string, ref: string, subject: string) => `---
apiVersion: ${group}/v1
kind: ${namespace === '""' ? 'ClusterRoleBinding' : 'RoleBinding'}
metadata: { name: ${name}, namespace: ${namespace} }
roleRef: { apiGroup: ${group}, ${ref} }
subjects: [{ ${subject} }]
`;

const gatherer = `---
apiVersion: ${group}/v1
kind: ClusterRole
metadata: { name: gatherer }
aggregationRule: { clusterRoleSelectors: [{ matchLabels: { gather: reader } }] }
rules: []
`;
const definition = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  scope: Cluster
  names: { plural: widgets, singular: widget, kind: Widget, shortNames: [wd] }
`;
const shop = [
  role('ClusterRole', 'reader', '""', '{ apiGroups: [""], resources: [secrets], verbs: [get] }'),
  role('Role', 'deployer', 'shop', '{ apiGroups: [apps], resources: [deployments], verbs: ["*"] }'),
  role('ClusterRole', 'custom', '""', '{ apiGroups: [example.com], resources: [widgets], verbs: [get] }'),
  gatherer,
  definition,
  binding('all', '""', 'kind: ClusterRole, name: gatherer', 'kind: User, name: alice'),
  binding('custom', '""', 'kind: ClusterRole, name: custom', 'kind: User, name: carol'),
  binding('deploy', 'shop', 'kind: Role, name: deployer', 'kind: ServiceAccount, name: ci'),
].join('');

const files = temporaryFolder({
  'shop.yaml': shop,
  'missing.yaml': `${shop}${binding('gone', 'shop', 'kind: Role, name: gone', 'kind: User, name: bob')}`,
  'wrong.yaml': `${shop}${role('Role', 'wrong', 'shop', '{ apiGroups: [""], resources: pods, verbs: [get] }')}`,
  'torn.yaml': `${shop}---\nkind: [\n`,
  'hostile.yaml': binding('"a\\u001b[31m"', '""', 'kind: ClusterRole, name: cluster-admin', 'kind: User, name: "=cmd\\u001b[2J"'),
  'empty.yaml': '',
});
let program = '';
beforeAll(async () => {
  program = await builtProgram(files.folder);
});
afterAll(() => files.remove());

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: files.folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '80' },
  });
  return { status, stdout, stderr };
}

test.each<[string, readonly string[], number]>([
  ['yes', ['can', 'alice', 'get', 'secrets', 'shop.yaml'], 0],
  ['no', ['can', 'alice', 'delete', 'secrets', 'shop.yaml'], 1],
  ['in part', ['can', 'sa/shop/ci', 'get', 'deployments', 'shop.yaml'], 3],
  ['yes in the namespace asked about', ['can', 'sa/ci', 'get', 'deployments', '-n', 'shop', 'shop.yaml'], 0],
  ['not in all at once', ['can', 'sa/shop/ci', 'get', 'deployments', '-A', 'shop.yaml'], 1],
  ['by a further group', ['can', 'x', '--as-group', 'system:masters', 'get', '/metrics', 'shop.yaml'], 0],
  ['unknown by a role that is not there', ['can', 'bob', 'get', 'secrets', '-n', 'shop', 'missing.yaml'], 3],
  ['no for whom the missing role is not bound to', ['can', 'eve', 'get', 'secrets', '-n', 'shop', 'missing.yaml'], 1],
  ['who can where a role is missing', ['who-can', 'get', 'secrets', 'missing.yaml'], 3],
  ['who can where the missing role does not count', ['who-can', 'get', 'nodes', 'missing.yaml'], 0],
  ['a field of a wrong type', ['who-can', 'get', 'secrets', 'wrong.yaml'], 3],
  ['a torn file', ['who-can', 'get', 'secrets', 'torn.yaml'], 3],
  ['a file that is not there', ['can', 'alice', './none.yaml'], 3],
  ['an empty file', ['who-can', 'get', 'secrets', 'empty.yaml'], 0],
  ['no resource of that name', ['who-can', 'get', 'deploymints', 'shop.yaml'], 2],
  ['nothing to read', ['who-can', 'get', 'secrets'], 2],
  ['a namespace for a path', ['who-can', 'get', '/healthz', '-n', 'shop', 'shop.yaml'], 2],
  ['a ServiceAccount without a namespace', ['can', 'sa/ci', 'shop.yaml'], 2],
  ['one namespace and all', ['who-can', 'get', 'pods', '-n', 'a', '-A', 'shop.yaml'], 2],
])('exit code: %s', (_, args, code) => {
  const { status, stderr } = run(...args);
  expect(status, stderr).toBe(code);
  if (code === 2) expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('the missing role is named, and the field of a wrong type has its line', () => {
  expect(run('who-can', 'get', 'secrets', 'missing.yaml').stdout).toContain('Role/shop/gone  by RoleBinding/shop/gone');
  expect(run('who-can', 'get', 'secrets', 'wrong.yaml').stderr).toMatch(/^wrong\.yaml:\d+:\d+: rules\[0\]\.resources must be/);
});

test('a rule that was gathered is told where it is written', () => {
  const { holders } = JSON.parse(run('who-can', 'get', 'secrets', 'shop.yaml', '--format', 'json').stdout);
  expect(holders).toMatchObject([
    {
      subject: { kind: 'User', name: 'alice' },
      namespace: null,
      names: null,
      grants: [{ role: 'ClusterRole/gatherer', ruleAt: { source: 'shop.yaml', line: 6 } }],
    },
  ]);
});

test.each(['widgets', 'widget', 'wd', 'Widget', 'widgets.example.com', 'widgets.v1.example.com'])(
  '%s is a resource of the input',
  (name) => {
    expect(run('who-can', 'get', name, 'shop.yaml').stdout).toContain('User carol');
  },
);

test.each([
  ['po', 'pods'],
  ['deploy', 'deployments.apps'],
  ['Ingress', 'ingresses.networking.k8s.io'],
  ['events', 'events'],
  ['deployments.extensions', 'deployments.extensions'],
  ['users', 'users'],
])('%s is %s', (name, resource) => {
  expect(JSON.parse(run('who-can', 'get', name, 'shop.yaml', '--format', 'json').stdout)).toMatchObject({
    question: `get ${resource}`,
    complete: true,
  });
});

test('names of the input drive neither terminal nor spreadsheet', () => {
  const [table, csv] = [
    run('who-can', 'get', 'secrets', 'hostile.yaml', '--why').stdout,
    run('who-can', 'get', 'secrets', 'hostile.yaml', '--format', 'csv').stdout,
  ];
  expect(table).toContain('User =cmd·[2J');
  expect(table).not.toContain('\u001b');
  expect(csv).toContain("'=cmd");
});

const moved = [
  role('ClusterRole', 'reader', '""', '{ apiGroups: [""], resources: [secrets], verbs: [get, list] }'),
  role('Role', 'ships', 'shop', '{ apiGroups: [apps], resources: [deployments], verbs: ["*"] }'),
  role('ClusterRole', 'custom', '""', '{ apiGroups: [example.com], resources: [widgets], verbs: [get] }'),
  gatherer,
  binding('everybody', '""', 'kind: ClusterRole, name: gatherer', 'kind: User, name: alice'),
  binding('ship', 'shop', 'kind: Role, name: ships', 'kind: ServiceAccount, name: ci'),
].join('');

test('diff --rbac tells rights and not how they are written', () => {
  writeFileSync(path.join(files.folder, 'moved.yaml'), moved);
  const { stdout, status } = run('diff', '--rbac', 'shop.yaml', 'moved.yaml', '--exit-code');
  expect(stdout).toMatchInlineSnapshot(`
    "Permissions: shop.yaml → moved.yaml

    Allowed now: 1 right
      + User alice, in every namespace
          list on secrets

    Not allowed any more: 1 right
      - User carol, in every namespace
          get on widgets.example.com
    "
  `);
  expect(status).toBe(1);
  expect(run('diff', '--rbac', 'shop.yaml', 'shop.yaml', '--exit-code').status).toBe(0);
});

test('diff without a word compares both, and says what it cannot know', () => {
  writeFileSync(path.join(files.folder, 'moved.yaml'), moved);
  const both = run('diff', 'missing.yaml', 'moved.yaml');
  expect(both.stdout).toContain('Who reaches whom is the same.');
  expect(both.stdout).toContain('? missing.yaml: Role/shop/gone is not in the input, by RoleBinding/shop/gone');
  expect(both.status).toBe(3);
  expect(run('diff', '--network', 'missing.yaml', 'moved.yaml').stdout).not.toContain('Permissions');
  const data = JSON.parse(run('diff', 'shop.yaml', 'moved.yaml', '--format', 'json').stdout);
  expect(data).toMatchObject({ complete: true, network: { edges: [] }, rbac: { changes: [{ change: 'gained' }, { change: 'lost' }] } });
  expect(run('diff', 'shop.yaml', 'moved.yaml', '--format', 'markdown').stdout).toMatch(/### Network:[^]*### Permissions:/);
  expect(run('diff', 'torn.yaml', 'moved.yaml').stderr.match(/torn\.yaml:/g)).toHaveLength(1);
  expect(run('diff', '--rbac', 'shop.yaml', 'none.yaml').status).toBe(3);
});

test('diff --rbac --why names what gives a right on the side that has it', () => {
  writeFileSync(path.join(files.folder, 'moved.yaml'), moved);
  const format = (name: string) => run('diff', '--rbac', '--why', 'shop.yaml', 'moved.yaml', '--format', name).stdout;
  expect(format('table')).toMatch(
    /list on secrets\n +ClusterRoleBinding\/everybody {2}moved\.yaml:\d+\n +ClusterRole\/gatherer rules\[0\] {2}moved\.yaml:/,
  );
  expect(format('table')).toContain('ClusterRoleBinding/custom  shop.yaml:');
  expect(format('markdown')).toContain('`ClusterRoleBinding/everybody (moved.yaml:');
  expect(JSON.parse(format('json'))).toMatchObject({
    changes: [{ grants: [{ ruleAt: { source: 'moved.yaml' } }] }, { grants: [{ bindingAt: { source: 'shop.yaml' } }] }],
  });
});

test('the formats of diff --rbac', () => {
  writeFileSync(path.join(files.folder, 'moved.yaml'), moved);
  const format = (name: string) => run('diff', '--rbac', 'shop.yaml', 'moved.yaml', '--format', name).stdout;
  expect(JSON.parse(format('json'))).toMatchObject({
    complete: true,
    changes: [
      { subject: { name: 'alice' }, namespace: null, change: 'gained', rule: { verbs: ['list'] } },
      { subject: { name: 'carol' }, change: 'lost' },
    ],
  });
  expect(format('csv')).toContain('gained,User,,alice,*,,list,core,secrets,,\r\n');
  expect(format('markdown')).toContain('| Allowed now | `User alice, in every namespace` | `list on secrets` |');
});

test('who always may is told once, though a binding names it, too', () => {
  writeFileSync(
    path.join(files.folder, 'masters.yaml'),
    binding('masters', '""', 'kind: ClusterRole, name: cluster-admin', 'kind: Group, name: "system:masters"'),
  );
  const { stdout } = run('who-can', 'get', 'secrets', 'masters.yaml');
  expect(stdout.match(/system:masters/g)).toHaveLength(1);
});
