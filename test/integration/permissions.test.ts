// SPDX-License-Identifier: Apache-2.0
// `who-can`, `can` and `diff --rbac` of a live cluster: what files give, and what the API server itself answers.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';
import { builtProgram } from '../built-program.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const rbac = (verbs: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader }
rules: [{ apiGroups: [''], resources: [secrets], resourceNames: [db], verbs: [${verbs}] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader }
subjects:
  - { apiGroup: rbac.authorization.k8s.io, kind: User, name: alice@company.com }
  - { kind: ServiceAccount, name: api, namespace: shop }
`;

describeWith(['kube-apiserver', 'etcd', 'kubectl'], 'the permissions of a live cluster', () => {
  let cluster: Cluster;
  let files: ReturnType<typeof temporaryFolder>;
  let program = '';
  beforeAll(async () => {
    cluster = await startCluster();
    files = temporaryFolder({ 'rbac.yaml': rbac('get') });
    program = await builtProgram(files.folder);
    await cluster.createNamespace('shop');
    await cluster.kubectl('apply', '-f', path.join(files.folder, 'rbac.yaml'));
  }, 120_000);
  afterAll(async () => {
    files.remove();
    await cluster.stop();
  });

  function run(...args: readonly string[]) {
    const env = { ...process.env, NO_COLOR: '1', KUBECONFIG: cluster.kubeconfig };
    return spawnSync(process.execPath, [program, ...args], { cwd: files.folder, encoding: 'utf8', env });
  }

  it('are held by those whom the server lets', async () => {
    const question = ['who-can', 'get', 'secrets', 'db', '-n', 'shop', '--format', 'json'];
    const live = run(...question, '--cluster');
    expect(live.status).toBe(0);
    for (const name of ['alice@company.com', '"api"']) {
      expect(live.stdout).toContain(name);
      expect(run(...question, 'rbac.yaml').stdout).toContain(name);
    }
    for (const [user, allowed] of [
      ['alice@company.com', true],
      ['system:serviceaccount:shop:api', true],
      ['bob', false],
    ] as const) {
      const { body } = await cluster.request('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: { user, resourceAttributes: { namespace: 'shop', verb: 'get', resource: 'secrets', name: 'db' } },
      });
      expect(JSON.parse(JSON.stringify(body)).status.allowed, user).toBe(allowed);
      const { status } = run('can', user, 'get', 'secrets', 'db', '-n', 'shop', '--cluster', '--quiet');
      expect(status, user).toBe(allowed ? 0 : 1);
    }
  });

  it('differ from a file by what the file changes alone', async () => {
    const kept = await cluster.kubectl('get', 'clusterroles,clusterrolebindings,roles,rolebindings', '-A', '-o', 'yaml');
    writeFileSync(path.join(files.folder, 'same.yaml'), kept.stdout);
    expect(run('diff', '--rbac', 'cluster', 'same.yaml', '--exit-code')).toMatchObject({ status: 0 });
    writeFileSync(
      path.join(files.folder, 'wider.yaml'),
      kept.stdout.replace(/(resourceNames:\n\s+- db\n(?:.*\n){1,3}?\s+verbs:\n\s+- )get/, '$1get\n    - delete'),
    );
    const { stdout, status } = run('diff', '--rbac', 'cluster', 'wider.yaml', '--exit-code', '--why');
    expect(status).toBe(1);
    expect(stdout).toContain('delete');
    expect(stdout).toContain('RoleBinding/shop/reader');
  });
});
