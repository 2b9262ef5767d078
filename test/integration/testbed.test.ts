// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { requireProgram } from '../../testbed/component.ts';
import { component as kubeApiserver } from '../../testbed/components/kube-apiserver.ts';
import { runProgram } from '../../testbed/program.ts';
import { describeWith } from '../../testbed/require.ts';

const privilegedPod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'privileged' },
  spec: { containers: [{ name: 'c', image: 'registry.test/image:1', securityContext: { privileged: true } }] },
};

describeWith(['kube-apiserver', 'etcd', 'etcdctl', 'kubectl'], 'a cluster of the testbed', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  }, 90_000);
  afterAll(() => cluster.stop());

  it('is the version of the program that was found', async () => {
    const { stdout } = await runProgram(requireProgram(kubeApiserver), ['--version']);
    expect(`Kubernetes ${cluster.version}`).toBe(stdout.trim());
    const version = JSON.parse((await cluster.kubectl('version', '--output=json')).stdout);
    expect(version.serverVersion.gitVersion).toBe(cluster.version);
  });

  it('refuses a privileged pod in a namespace labelled restricted, in the words of PodSecurity', async () => {
    await cluster.createNamespace('strict', { 'pod-security.kubernetes.io/enforce': 'restricted' });
    const refused = await cluster.request('POST', '/api/v1/namespaces/strict/pods?dryRun=All', privilegedPod);
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      message: expect.stringMatching(/violates PodSecurity "restricted:latest": privileged \(container "c" must not set/),
    });
    const admitted = await cluster.request('POST', '/api/v1/namespaces/default/pods?dryRun=All', privilegedPod);
    expect(admitted.status).toBe(201);
  });

  it('stores a secret encrypted', async () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'password' }, stringData: { value: 'plain-as-day' } };
    expect((await cluster.request('POST', '/api/v1/namespaces/default/secrets', secret)).status).toBe(201);
    const { stdout } = await cluster.etcd.etcdctl('get', '/registry/secrets/default/password', '--print-value-only');
    expect(stdout).toMatch(/^k8s:enc:secretbox:v1:testbed:/);
    expect(stdout).not.toContain('plain-as-day');
  });

  it('knows a user and its groups by certificate, and grants what RBAC grants', async () => {
    const identity = await cluster.identity('mina', ['auditors', 'team:shop']);
    const mina = cluster.connect(identity);
    const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
    const { body } = await mina.request('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', review);
    expect(body).toMatchObject({
      status: { userInfo: { username: 'mina', groups: ['auditors', 'team:shop', 'system:authenticated'] } },
    });
    expect((await mina.request('GET', '/api/v1/namespaces/default/secrets')).status).toBe(403);
    await expect(cluster.kubectl('get', 'secrets', '--kubeconfig', identity.kubeconfig)).rejects.toThrow(/mina.*cannot list/);
  });

  it('writes requests to the audit log', async () => {
    await cluster.request('GET', '/api/v1/namespaces/default/configmaps/audited');
    const events = (await readFile(cluster.auditLog, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events).toContainEqual(
      expect.objectContaining({
        stage: 'ResponseComplete',
        verb: 'get',
        requestURI: '/api/v1/namespaces/default/configmaps/audited',
        user: expect.objectContaining({ username: 'testbed-admin' }),
      }),
    );
  });
});

describeWith(['kube-apiserver', 'etcd', 'kube-controller-manager'], 'a cluster that ends', () => {
  it('leaves no process and no folder after stop()', { timeout: 90_000 }, async () => {
    const cluster = await startCluster({ controllerManager: true });
    const pids = [cluster.etcd.pid, cluster.apiServer.pid, cluster.controllerManager?.pid];
    expect(pids.map(isRunning)).toEqual([true, true, true]);
    await cluster.stop();
    expect(pids.map(isRunning)).toEqual([false, false, false]);
    expect(existsSync(cluster.folder)).toBe(false);
  });

  it('says why a component does not start, with the end of its log', { timeout: 90_000 }, async () => {
    const broken = startCluster({ flags: { 'authorization-mode': 'Sometimes' } });
    await expect(broken).rejects.toThrow(
      /kube-apiserver ended \(exit code 1\) before it was ready[^]*authorization-mode \W*Sometimes\W* is not a valid mode/,
    );
  });

  it('leaves nothing when the test process is killed', { timeout: 90_000 }, async () => {
    const start = `
      import { startCluster } from ${JSON.stringify(new URL('../../testbed/cluster.ts', import.meta.url).href)};
      const { etcd, apiServer, folder } = await startCluster();
      console.log(JSON.stringify({ pids: [etcd.pid, apiServer.pid], folder }));`;
    const owner = spawn(process.execPath, ['--input-type=module', '--eval', start], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(createInterface({ input: owner.stdout }), 'line');
    const { pids, folder } = JSON.parse(line);
    expect(pids.map(isRunning)).toEqual([true, true]);
    owner.kill('SIGKILL');
    await expect.poll(() => pids.some(isRunning) || existsSync(folder), { timeout: 10_000 }).toBe(false);
  });
});

function isRunning(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
