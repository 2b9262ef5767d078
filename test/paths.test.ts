// SPDX-License-Identifier: Apache-2.0
// `rampart paths` as its users meet it, on examples/paths and on what is broken, empty or hostile.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtProgram } from './built-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = path.dirname(import.meta.dirname);
const shop = path.join(root, 'examples/paths');

const hostile = `apiVersion: v1
kind: Pod
metadata: { name: "w\\u001b[31m<b>&\\"", namespace: shop }
spec: { containers: [{ name: a, image: a, securityContext: { privileged: true } }] }
`;
const files = temporaryFolder({ 'hostile.yaml': hostile, 'torn.yaml': `${hostile}---\nkind: [\n`, 'empty.yaml': '' });
let program = '';
beforeAll(async () => {
  program = await builtProgram(files.folder);
});
afterAll(() => files.remove());

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'paths', ...args], {
    cwd: files.folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '90' },
  });
  return { status, stdout, stderr };
}

test.each<[string, readonly string[], number]>([
  ['a path', [shop], 1],
  ['no path', ['--from', 'Group auditors', shop], 0],
  ['a path that rests on an assumption alone', ['--from', 'pod', 'hostile.yaml'], 3],
  ['evidence incomplete', ['--from', 'Group auditors', shop, 'torn.yaml'], 3],
  ['nothing in the input', ['empty.yaml'], 0],
  ['every holder', ['--admins', shop], 0],
  ['nobody of that name', ['--from', 'nobody', shop], 2],
  ['no goal of that name', ['--to', 'nowhere', shop], 2],
  ['two questions', ['--admins', '--cut', shop], 2],
  ['a picture of holders', ['--admins', '--format', 'svg', shop], 2],
  ['nothing to read', [], 2],
])('exit code: %s', (_, args, status) => {
  const { status: code, stderr } = run(...args);
  expect(code, stderr).toBe(status);
  if (status === 2) expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('the path from the internet, step by step', () => {
  expect(run('--from', 'internet', shop).stdout).toMatchInlineSnapshot(`
    "1 shortest path of 6 steps leads from the internet to cluster-admin

    From the internet: 6 steps, 1 shortest path

      the internet
        connects by Service shop/frontend (LoadBalancer), TCP 8080
      → Deployment shop/frontend
        mounts the token of ServiceAccount frontend
      → ServiceAccount shop/frontend
        may create or change Deployments in shop, by RoleBinding
        shop/frontend-release-status (Role shop/release-status)
      → new Pods in shop
        runs as any ServiceAccount there
      → ServiceAccount shop/deployer
        may bind ClusterRole cluster-admin to itself, by ClusterRoleBinding role-binder and
        ClusterRoleBinding deployer
      → ClusterRole cluster-admin
        may do everything
      → cluster-admin
    "
  `);
});

test('every holder of cluster-admin or an equivalent, with the chain', () => {
  expect(run('--admins', shop).stdout).toMatchInlineSnapshot(`
    "4 holders of cluster-admin or an equivalent

    cluster-admin, or all of its rights: 1

      Group platform-team
        may do everything, by ClusterRoleBinding platform-team (ClusterRole cluster-admin)
      → cluster-admin

    Equivalent: they get there by what they may do: 3

      Group helpdesk
        may impersonate users and groups, by ClusterRoleBinding helpdesk (ClusterRole
        helpdesk)
      → Group system:masters
        is never refused
      → cluster-admin

      ServiceAccount shop/deployer
        may bind ClusterRole cluster-admin to itself, by ClusterRoleBinding role-binder and
        ClusterRoleBinding deployer
      → ClusterRole cluster-admin
        may do everything
      → cluster-admin

      ServiceAccount shop/frontend
        may create or change Deployments in shop, by RoleBinding
        shop/frontend-release-status (Role shop/release-status)
      → new Pods in shop
        runs as any ServiceAccount there
      → ServiceAccount shop/deployer
        may bind ClusterRole cluster-admin to itself, by ClusterRoleBinding role-binder and
        ClusterRoleBinding deployer
      → ClusterRole cluster-admin
        may do everything
      → cluster-admin
        its token is in Deployment shop/frontend

    Besides these 13 identities of Kubernetes itself: Group system:masters, User
    system:kube-controller-manager, ServiceAccount
    kube-system/clusterrole-aggregation-controller, ServiceAccount
    kube-system/generic-garbage-collector, … (-v names all)
    "
  `);
});

test('what to take away', () => {
  const { stdout } = run('--from', 'internet', '--cut', shop, '--format', 'json');
  const { complete, cut, reached } = JSON.parse(stdout) as {
    readonly complete: boolean;
    readonly reached: readonly { readonly steps: number }[];
    readonly cut: { readonly removals: readonly { readonly action: string }[]; readonly isSmallest: boolean };
  };
  expect(complete).toBe(true);
  expect(reached.map(({ steps }) => steps)).toEqual([6]);
  expect(cut.isSmallest).toBe(true);
  expect(cut.removals).toHaveLength(1);
});

test('--why says for each step the reason and the place', () => {
  const { stdout } = run('--from', 'ServiceAccount shop/deployer', '--why', shop);
  expect(stdout).toContain('unless the verb bind');
  expect(stdout).toMatch(/\[bind\] .*shop\.yaml:\d+/);
});

test('names of the input drive neither terminal nor picture', () => {
  const table = run('--from', 'pod', 'hostile.yaml').stdout;
  expect(table).toContain('·[31m<b>&"');
  expect(table).not.toContain('\u001b');
  const svg = run('--from', 'pod', '--format', 'svg', 'hostile.yaml').stdout;
  expect(svg).toContain('&lt;b&gt;&amp;&quot;');
  expect(svg).not.toContain('<b>');
  const dot = run('--from', 'pod', '--format', 'dot', 'hostile.yaml').stdout;
  expect(dot).toContain('<b>&\\""');
});
