// SPDX-License-Identifier: Apache-2.0
// `rampart reach` and `rampart diff --network` of a live cluster, whose controllers make the pods: the same answers as from the files that
// were applied, and as from what kubectl exports.
import { spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import process from 'node:process';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';
import { builtProgram } from '../built-program.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const example = path.join(root, 'examples/network');
/** A policy beside those of the example whose peer is a block: pods are perhaps in it where their addresses are not known. */
const blocks = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: audit, namespace: monitoring }
spec:
  podSelector: { matchLabels: { app.kubernetes.io/name: prometheus } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ ipBlock: { cidr: 203.0.113.0/24, except: [203.0.113.128/25] } }]
      ports: [{ port: 9090 }]
`;

describeWith(['kube-apiserver', 'etcd', 'kube-controller-manager', 'kubectl'], 'the network of a live cluster', () => {
  const files = temporaryFolder({ 'shop/blocks.yaml': blocks });
  const shop = path.join(files.folder, 'shop');
  let cluster: Cluster;
  let program = '';

  beforeAll(async () => {
    program = await builtProgram(files.folder);
    cpSync(example, shop, { recursive: true });
    // Two pods each, so that pods of one workload have another to connect to, in the cluster as in the files.
    const workloads = loadAll(readFileSync(path.join(shop, 'workloads.yaml'), 'utf8'))
      .map((object) => JSON.parse(JSON.stringify(object)))
      .map(({ spec, ...object }) =>
        'selector' in (spec ?? {}) && 'template' in spec ? { ...object, spec: twice(object.kind, spec) } : { ...object, spec },
      );
    writeFileSync(path.join(shop, 'workloads.yaml'), workloads.map((object) => JSON.stringify(object)).join('\n---\n'));
    cluster = await startCluster({ controllerManager: true });
    await cluster.kubectl('apply', '-f', path.join(shop, 'workloads.yaml'));
    await cluster.kubectl('apply', '-f', shop);
    for (let tries = 0; (await pods()).length < 12 && tries < 300; tries++) await wait(200);
    if ((await pods()).length !== 12) throw new Error(`pods: ${(await pods()).join(', ')}`);
  }, 120_000);
  afterAll(async () => {
    files.remove();
    await cluster.stop();
  });

  async function pods(): Promise<readonly string[]> {
    const { stdout } = await cluster.kubectl('get', 'pods', '--all-namespaces', '--output', 'name');
    return stdout.trim().split('\n').filter(Boolean);
  }

  async function run(...args: readonly string[]) {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: files.folder,
      env: { ...process.env, NO_COLOR: '1', COLUMNS: '100', KUBECONFIG: cluster.kubeconfig },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { status, stdout, stderr };
  }

  it.each([
    'frontend backend:8080',
    'frontend database:5432',
    'prometheus backend:metrics',
    'production/ kube-system/:udp/53',
    'ingress-nginx-controller service/production/frontend:http',
    'production/app=frontend backend:http',
    'internet production/',
    '203.0.113.7 prometheus:9090',
    '203.0.113.200 prometheus:9090',
    '--from backend',
    '--to database:postgres',
    '--exposed',
    '--isolated',
    '--unprotected -n production',
    '--matrix',
  ])('reach %s', { timeout: 60_000 }, async (question) => {
    const asked = question.split(' ');
    const [applied, live] = [await run('reach', ...asked, shop, '-f', 'json'), await run('reach', ...asked, '--cluster', '-f', 'json')];
    expect(answerIn(live.stdout)).toEqual(answerIn(applied.stdout));
    expect(live.status).toBe(applied.status);
    expect(live.stdout).not.toContain(shop);
  });

  it('what kubectl exports is answered as the cluster is', { timeout: 60_000 }, async () => {
    const kinds = 'namespaces,pods,deployments,replicasets,statefulsets,services,ingresses,networkpolicies,serviceaccounts,nodes';
    const { stdout } = await cluster.kubectl('get', kinds, '--all-namespaces', '--output', 'yaml');
    const exported = path.join(files.folder, 'exported.yaml');
    writeFileSync(exported, stdout);
    for (const question of [['--matrix'], ['--from', 'prometheus'], ['--exposed']]) {
      const [file, live] = [
        await run('reach', ...question, exported, '-f', 'json'),
        await run('reach', ...question, '--cluster', '-f', 'json'),
      ];
      expect([question, live.status, answerIn(live.stdout)]).toEqual([question, file.status, answerIn(file.stdout)]);
    }
    expect(await run('diff', '--network', 'cluster', exported, '--exit-code')).toMatchObject({ status: 0, stderr: '' });
  });

  it('the cluster against the folder that was applied, and against a changed one', { timeout: 60_000 }, async () => {
    const same = await run('diff', '--network', 'cluster', shop, '--exit-code');
    expect(same).toMatchObject({ status: 0, stderr: '' });
    expect(same.stdout).toContain('Who reaches whom is the same.');
    const changed = path.join(files.folder, 'changed');
    cpSync(shop, changed, { recursive: true });
    const policies = path.join(changed, 'policies.yaml');
    writeFileSync(policies, readFileSync(policies, 'utf8').replaceAll('port: metrics', 'port: http'));
    const edgesOf = async (before: string, after: string) => {
      const { status, stdout, stderr } = await run('diff', '--network', before, after, '--exit-code', '-f', 'json');
      const { edges, complete } = JSON.parse(stdout);
      return { status, stderr, complete, edges };
    };
    const live = await edgesOf('cluster', changed);
    expect(live).toEqual(await edgesOf(shop, changed));
    expect(live).toMatchObject({ status: 1, complete: true, edges: [{ connections: 'TCP 8080' }, { connections: 'TCP 9090' }] });
    const [gained] = live.edges;
    expect(await edgesOf(changed, 'cluster')).toMatchObject({ edges: [{ change: 'gained' }, { ...gained, change: 'lost' }] });
  });

  it('somebody who may not list policies is told no difference, and no answer', { timeout: 60_000 }, async () => {
    const { kubeconfig } = await cluster.identity('nobody');
    const diff = await run('diff', '--network', 'cluster', shop, '--kubeconfig', kubeconfig);
    expect([diff.status, diff.stdout]).toEqual([3, '']);
    expect(diff.stderr).toContain('no difference is told, since cluster could not be read');
    const list = await run('reach', '--matrix', '--cluster', '--kubeconfig', kubeconfig, '-f', 'json');
    expect([list.status, JSON.parse(list.stdout).complete]).toEqual([3, false]);
  });
});

function twice(kind: string, spec: object): object {
  return { ...spec, replicas: 2, ...(kind === 'StatefulSet' ? { podManagementPolicy: 'Parallel' } : {}) };
}

/** What is answered, in some order, without the places of the rules that decide: those are files here and a cluster there. */
function answerIn(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => {
    if (key === 'source' || key === 'line') return undefined;
    return Array.isArray(value) ? value.map((item) => JSON.stringify(item)).toSorted() : value;
  });
}
