// SPDX-License-Identifier: Apache-2.0
// A live cluster as its readers meet it: an administrator, the account with the role that we ship, and somebody without rights.
import { randomUUID } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createConnection, type Socket } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCluster } from '../../src/adapters/cluster/read-cluster.ts';
import { inClusterSettings } from '../../src/adapters/cluster/in-cluster.ts';
import { connect } from '../../src/adapters/cluster/client.ts';
import { command as pssCommand } from '../../src/cli/pss.ts';
import { command as scanCommand } from '../../src/cli/scan.ts';
import { missingIn } from '../../src/model/inventory.ts';
import { displayName } from '../../src/model/object.ts';
import { parseVersion } from '../../src/model/version.ts';
import { catalogue } from '../../src/posture/catalogue.ts';
import { kindsFor } from '../../src/posture/evidence-kinds.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const kinds = kindsFor(catalogue);
const template = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'registry.test/web:1', securityContext: { privileged: true } }] },
};
const objects: readonly (readonly [string, object])[] = [
  [
    '/apis/apps/v1/namespaces/shop/deployments',
    { metadata: { name: 'web' }, spec: { selector: { matchLabels: { app: 'web' } }, template } },
  ],
  [
    '/apis/batch/v1/namespaces/bank/cronjobs',
    {
      metadata: { name: 'nightly' },
      spec: {
        schedule: '0 0 * * *',
        jobTemplate: { spec: { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } } },
      },
    },
  ],
  [
    '/api/v1/namespaces/shop/secrets',
    { metadata: { name: 'password', annotations: lastApplied() }, stringData: { value: 'plain-as-day' } },
  ],
  ['/api/v1/namespaces/shop/configmaps', { metadata: { name: 'settings' }, data: { 'db.password': 'plain-as-day' } }],
  [
    '/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings',
    {
      metadata: { name: 'view' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'shop-viewer' }],
    },
  ],
  // A static Pod as the kubelet mirrors it.
  [
    '/api/v1/namespaces/kube-system/pods',
    {
      metadata: {
        name: 'kube-apiserver-node-1',
        labels: { component: 'kube-apiserver', tier: 'control-plane' },
        annotations: { 'kubernetes.io/config.mirror': 'abc', 'kubernetes.io/config.source': 'file' },
      },
      spec: { nodeName: 'node-1', containers: [{ name: 'a', image: 'a:1', command: ['kube-apiserver', '--anonymous-auth=true'] }] },
    },
  ],
];

function lastApplied() {
  return { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"value":"cGxhaW4tYXMtZGF5"}}' };
}

describeWith(['kube-apiserver', 'etcd', 'kubectl'], 'a live cluster', () => {
  let cluster: Cluster;
  let token: string;
  let temporary: ReturnType<typeof temporaryFolder>;

  beforeAll(async () => {
    // A mirror Pod is the kubelet's to create.
    cluster = await startCluster({ flags: { 'disable-admission-plugins': 'ServiceAccount' } });
    temporary = temporaryFolder();
    for (const namespace of ['shop', 'bank', 'kube-system']) await cluster.createNamespace(namespace);
    for (const [where, object] of objects) {
      const { status, body } = await cluster.request('POST', where, object);
      if (status !== 201) throw new Error(JSON.stringify(body));
    }
    await cluster.kubectl('apply', '-f', path.join(root, 'deploy/rbac/read-only.yaml'));
    const { body } = await cluster.request('POST', '/api/v1/namespaces/rampart/serviceaccounts/rampart/token', {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 3600 },
    });
    token = tokenIn(body);
  }, 120_000);
  afterAll(async () => {
    temporary.remove();
    await cluster.stop();
  });

  function tokenIn(body: unknown): string {
    const { status } = JSON.parse(JSON.stringify(body));
    return status.token;
  }

  function kubeconfigOf(user: object, more: object = {}): string {
    const ca = Buffer.from(cluster.admin.ca).toString('base64');
    const config = {
      'current-context': 'shipped',
      contexts: [{ name: 'shipped', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server: cluster.server, 'certificate-authority-data': ca, ...more } }],
      users: [{ name: 'u', user }],
    };
    return file(temporary.folder, `${randomUUID()}.kubeconfig`, JSON.stringify(config));
  }

  /** A command as it is called, its report as JSON, and what it said besides. */
  async function run(make: typeof scanCommand, ...args: readonly string[]) {
    const said: string[] = [];
    const original = process.stderr.write.bind(process.stderr);
    process.stderr.write = (text: string | Uint8Array) => said.push(String(text)) > 0;
    const file = path.join(temporary.folder, `${randomUUID()}.json`);
    try {
      await make({ rampartVersion: '0', program: 'rampart' }).parseAsync(['--quiet', '--output', file, ...args], { from: 'user' });
      return { code: process.exitCode, report: JSON.parse(readFileSync(file, 'utf8')), said: said.join('') };
    } finally {
      process.stderr.write = original;
      process.exitCode = undefined;
    }
  }

  it('is read whole by an administrator, Secrets by their metadata', async () => {
    const read = await readCluster({ kubeconfig: cluster.kubeconfig, kinds, pageSize: 3 });
    expect(read.problems).toEqual([]);
    expect(read.gaps).toEqual([]);
    expect(read.cluster).toBe('testbed');
    expect(read.version).toEqual(parseVersion(cluster.version));
    const names = read.objects.map(displayName);
    expect(names).toEqual(
      expect.arrayContaining(['Deployment/shop/web', 'CronJob/bank/nightly', 'Secret/shop/password', 'ClusterRole/view', 'Namespace/shop']),
    );
    expect(names.filter((name) => name.startsWith('ConfigMap'))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    const web = read.objects.find(({ kind }) => kind === 'Deployment');
    expect(web?.origin).toEqual({ kind: 'cluster', context: 'testbed', resourceVersion: expect.stringMatching(/^\d+$/) });
    expect(JSON.stringify(read.objects)).not.toMatch(/plain-as-day|cGxhaW4tYXMtZGF5|managedFields/);
  });

  it('is never asked for the content of Secrets and ConfigMaps', async () => {
    const before = (await auditEvents()).length;
    const asked = new Set([...kinds, 'ConfigMap']);
    const { objects: found } = await readCluster({ kubeconfig: cluster.kubeconfig, kinds: asked });
    const bodies = found.filter(({ kind }) => ['Secret', 'ConfigMap'].includes(kind)).map(({ body }) => Object.keys(body));
    expect(bodies.length).toBeGreaterThanOrEqual(2);
    expect(new Set(bodies.flat())).toEqual(new Set(['apiVersion', 'kind', 'metadata']));
    const events = (await auditEvents()).slice(before).filter(({ userAgent }) => userAgent === 'rampart');
    expect(events.length).toBeGreaterThan(10);
    expect(new Set(events.map(({ verb }) => verb))).toEqual(new Set(['get', 'list']));
  });

  async function auditEvents(): Promise<{ verb: string; userAgent: string }[]> {
    return readFileSync(cluster.auditLog, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  it('is judged, for the version that it is', async () => {
    const { code, report, said } = await run(scanCommand, '--cluster', '--kubeconfig', cluster.kubeconfig);
    expect({ code, said }).toEqual({ code: 1, said: '' });
    expect(`${report.kubernetes}.`).toBe(/^v\d+\.\d+\./.exec(cluster.version)?.[0]);
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        check: 'privileged-container',
        object: expect.objectContaining({ kind: 'Deployment', namespace: 'shop', name: 'web' }),
        origin: { kind: 'cluster', context: 'testbed', resourceVersion: expect.any(String) },
      }),
    );
    // The control plane is judged by its mirror Pods, with the place of each flag.
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        check: 'api-server-anonymous-auth',
        verdict: 'fail',
        object: expect.objectContaining({ kind: 'Pod', namespace: 'kube-system', name: 'kube-apiserver-node-1' }),
        path: '/spec/containers/0/command/1',
      }),
    );
    expect(report.findings.filter(({ verdict }: { verdict: string }) => verdict === 'unknown')).toEqual([]);
  });

  it('is seen by namespace, with verdicts on nothing outside of it', async () => {
    const { report } = await run(scanCommand, '--cluster', '--kubeconfig', cluster.kubeconfig, '--namespace', 'shop');
    const places = new Set(
      report.findings.map(({ object }: { object: { namespace: string; kind: string; name: string } }) =>
        object.namespace === '' ? `${object.kind}/${object.name}` : object.namespace,
      ),
    );
    expect([...places].filter((place) => place !== 'shop' && place !== 'Namespace/shop')).toEqual([]);
    expect(places.has('shop')).toBe(true);
    const absent = await run(scanCommand, '--cluster', '--kubeconfig', cluster.kubeconfig, '--namespace', 'nowhere');
    expect(absent.code).toBe(3);
    expect(absent.said).toBe('cluster testbed: there is no namespace nowhere\n');
  });

  it('is asked the questions of the benchmark, as far as the role that we ship sees', async () => {
    const asked = async (kubeconfig: string, ...more: readonly string[]) => {
      const { report } = await run(scanCommand, '--cluster', '--kubeconfig', kubeconfig, '--framework', 'cis', ...more);
      const questions: { id: string; status: string; facts: { text: string }[]; missing: string[] }[] = report.questions;
      expect(JSON.stringify(questions)).not.toMatch(/plain-as-day|cGxhaW4tYXMtZGF5/);
      return new Map(questions.map((question) => [question.id, question]));
    };
    const whole = await asked(cluster.kubeconfig);
    expect(whole.size).toBe(28);
    expect(whole.get('CIS-1.2.20')).toMatchObject({ status: 'question', missing: [] });
    expect(whole.get('CIS-5.4.2')?.facts.at(-1)?.text).toBe('1 of 1 Secrets come from no store that is seen here');
    expect(whole.get('CIS-5.1.7')?.facts[0]?.text).toBe('bindings that name the group');
    expect([...whole.values()].flatMap(({ missing }) => missing).filter((text) => text.includes('permission'))).toEqual([]);
    const shipped = await asked(kubeconfigOf({ token }));
    expect(shipped.get('CIS-5.4.2')).toMatchObject({ status: 'no data', missing: [expect.anything(), expect.stringContaining('secrets')] });
    expect(shipped.get('CIS-5.2.1')?.missing).toEqual([]);
    const scoped = await asked(cluster.kubeconfig, '--namespace', 'shop');
    expect(scoped.get('CIS-5.6.2')?.missing).toEqual(['what lies outside of namespace shop']);
  }, 60_000);

  it('is read by the role that we ship, but for Secrets', async () => {
    const read = await readCluster({ kubeconfig: kubeconfigOf({ token }), kinds });
    expect(read.problems).toEqual([]);
    expect(missingIn(read.gaps)).toBe('permission to list secrets in the whole cluster');
    await cluster.kubectl('apply', '-f', path.join(root, 'deploy/rbac/secrets.yaml'));
    const again = await readCluster({ kubeconfig: kubeconfigOf({ token }), kinds });
    expect(again.gaps).toEqual([]);
    await cluster.kubectl('delete', '-f', path.join(root, 'deploy/rbac/secrets.yaml'));
  });

  it('says what somebody without rights may not see, in verdicts that name the permission', async () => {
    const nobody = await cluster.identity('nobody');
    const { code, report, said } = await run(
      scanCommand,
      '--cluster',
      '--kubeconfig',
      nobody.kubeconfig,
      '--check',
      'privileged-container',
    );
    expect({ code, said }).toEqual({ code: 3, said: '' });
    const [finding, ...others] = report.findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ verdict: 'unknown', check: 'privileged-container', object: { name: '*' } });
    expect(finding.missing).toMatch(/^permission to list pods, .*deployments\.apps, .* in the whole cluster$/);
    const within = await run(scanCommand, '--cluster', '--kubeconfig', nobody.kubeconfig, '-n', 'shop', '--check', 'privileged-container');
    expect(within.report.findings[0].missing).toMatch(/^permission to list pods, .* in namespace shop$/);
  });

  it('gives the Pod Security levels of its namespaces', async () => {
    const nobody = await cluster.identity('nobody');
    const command = pssCommand({ rampartVersion: '0', program: 'rampart' });
    await command.parseAsync(['--quiet', '--cluster', '--kubeconfig', cluster.kubeconfig, '--level', 'baseline'], { from: 'user' });
    expect(process.exitCode).toBe(1);
    await silently(() =>
      pssCommand({ rampartVersion: '0', program: 'rampart' }).parseAsync(['--quiet', '--cluster', '--kubeconfig', nobody.kubeconfig], {
        from: 'user',
      }),
    );
    expect(process.exitCode).toBe(3);
    process.exitCode = undefined;
  });

  it.each<[string, (folder: string) => object]>([
    ['a token file', (folder) => ({ tokenFile: file(folder, 'token', token) })],
    ['an exec plugin', (folder) => ({ exec: plugin(folder, JSON.stringify(execCredential({ token }))) })],
  ])('takes %s', async (_, user) => {
    const { problems, objects: found } = await readCluster({
      kubeconfig: kubeconfigOf(user(temporary.folder)),
      kinds: new Set(['Namespace']),
    });
    expect(problems).toEqual([]);
    expect(found.map(({ name }) => name)).toContain('shop');
  });

  it('is reached through a proxy', async () => {
    const passed: string[] = [];
    const proxy = createServer().on('connect', ({ url = '' }, client: Socket) => {
      passed.push(url);
      const { hostname, port } = new URL(`http://${url}`);
      const upstream = createConnection(Number(port), hostname, () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
      upstream.pipe(client).pipe(upstream);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = proxy.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const kubeconfig = kubeconfigOf({ token }, { 'proxy-url': `http://127.0.0.1:${port}` });
    const { problems, objects: found } = await readCluster({ kubeconfig, kinds: new Set(['Namespace']) });
    expect(problems).toEqual([]);
    expect(found.map(({ name }) => name)).toContain('shop');
    expect(new Set(passed)).toEqual(new Set([new URL(cluster.server).host]));
    proxy.close();
    proxy.closeAllConnections();
  });

  it('is read from inside, by the account of the pod', async () => {
    const folder = temporary.folder;
    file(folder, 'token', token);
    file(folder, 'ca.crt', cluster.admin.ca);
    const { hostname, port } = new URL(cluster.server);
    const settings = inClusterSettings({ KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port }, folder);
    expect(settings?.context).toBe('in-cluster');
    if (settings === undefined) return;
    const client = await connect(settings);
    expect((await client.get('/api/v1/pods?limit=1')).status).toBe(200);
    expect((await client.get('/api/v1/secrets?limit=1')).status).toBe(403);
    client.close();
  });

  it.each<[string, () => object, RegExp]>([
    ['expired', () => ({ token: 'expired' }), /does not accept the credentials \(401\)/],
    [
      'of a plugin that is not there',
      () => ({ exec: { ...plugin(temporary.folder, ''), command: './nowhere', installHint: 'Install it.' } }),
      /not installed.*Install it\./,
    ],
    ['of a plugin that fails', () => ({ exec: { ...plugin(temporary.folder, ''), command: 'false' } }), /failed: it ended with 1/],
    ['of a password', () => ({ username: 'a', password: 'b' }), /basic authentication/],
  ])('is not read with credentials %s: one line', async (_, user, line) => {
    const { code, said } = await run(scanCommand, '--cluster', '--kubeconfig', kubeconfigOf(user()));
    expect(code).toBe(3);
    expect(said.trimEnd()).toMatch(line);
    expect(said.trimEnd()).not.toContain('\n');
  });
});

function file(folder: string, name: string, text: string): string {
  const full = path.join(folder, name);
  writeFileSync(full, text);
  return full;
}

function execCredential(status: object): object {
  return { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status };
}

/** A plugin that prints this, and the `exec` of a user who has it. */
function plugin(folder: string, output: string): object {
  const command = file(folder, 'plugin', `#!/bin/sh\ntest -n "$KUBERNETES_EXEC_INFO" && cat <<'END'\n${output}\nEND\n`);
  chmodSync(command, 0o755);
  return { apiVersion: 'client.authentication.k8s.io/v1', command, args: [], interactiveMode: 'Never' };
}

async function silently(work: () => Promise<unknown>): Promise<void> {
  const original = process.stderr.write.bind(process.stderr);
  process.stderr.write = () => true;
  try {
    await work();
  } finally {
    process.stderr.write = original;
  }
}
