// SPDX-License-Identifier: Apache-2.0
// A service account with all rights does its work on a real API server; the role made of its audit log takes their place; the same work is
// done again, and nothing else can be.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Agent, request as httpsRequest } from 'node:https';
import path from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAuditLogs } from '../../src/adapters/files/audit-logs.ts';
import { authorizationDecision } from '../../src/model/audit/attributes.ts';
import type { AuditEvent } from '../../src/model/audit/event.ts';
import { auditRecord } from '../../src/model/audit/testing.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';
import { builtProgram } from '../built-program.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const account = 'system:serviceaccount:shop:deployer';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: registry.example.com/web:1 }] }
`;

describeWith(['kube-apiserver', 'etcd', 'kubectl', 'kube-controller-manager'], 'roles from the audit log', () => {
  let cluster: Cluster;
  let kubeconfig: string;
  let token: string;
  let program: string;
  const files = temporaryFolder({ 'web.yaml': deployment });
  const file = (name: string) => path.join(files.folder, name);

  beforeAll(async () => {
    cluster = await startCluster({ controllerManager: true });
    program = await builtProgram(files.folder);
    for (const namespace of ['shop', 'other', 'third']) await cluster.createNamespace(namespace);
    await cluster.kubectl('create', 'serviceaccount', 'deployer', '-n', 'shop');
    await cluster.kubectl('create', 'clusterrolebinding', 'deployer', '--clusterrole=cluster-admin', '--serviceaccount=shop:deployer');
    token = (await cluster.kubectl('create', 'token', 'deployer', '-n', 'shop')).stdout.trim();
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'c',
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'u', namespace: 'shop' } }],
      clusters: [
        { name: 'c', cluster: { server: cluster.server, 'certificate-authority-data': Buffer.from(cluster.admin.ca).toString('base64') } },
      ],
      users: [{ name: 'u', user: { token } }],
    };
    kubeconfig = file('deployer.kubeconfig');
    writeFileSync(kubeconfig, JSON.stringify(config));
  }, 120_000);
  afterAll(async () => {
    files.remove();
    await cluster.stop();
  });

  /** Throws where kubectl fails. */
  const kubectl = (...args: readonly string[]) => cluster.kubectl(`--kubeconfig=${kubeconfig}`, ...args);
  const agent = () => new Agent({ ca: cluster.admin.ca });

  /** The status that the server answers to the account. */
  async function ask(method: string, where: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<number> {
    const given = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers };
    return await new Promise((resolve, reject) => {
      const asked = httpsRequest(`${cluster.server}${where}`, { method, agent: agent(), headers: given }, (answer) => {
        text(answer).then(() => resolve(answer.statusCode ?? 0), reject);
      });
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  async function work(round: number): Promise<readonly number[]> {
    await kubectl('apply', '-f', file('web.yaml'));
    await kubectl('apply', '--server-side', '--force-conflicts', '-f', file('web.yaml'));
    await kubectl('scale', 'deployment/web', `--replicas=${round + 1}`);
    await kubectl('set', 'image', 'deployment/web', `web=registry.example.com/web:${round + 2}`);
    await kubectl('get', 'deployments,services', '-n', 'shop');
    await kubectl('get', 'configmaps', '-n', 'other');
    await kubectl('get', 'configmaps', '-n', 'third');
    await kubectl('get', 'nodes');
    const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `settings-${round}` } };
    const applied = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'applied' } };
    const configMaps = '/api/v1/namespaces/shop/configmaps';
    const answers = [
      await ask('POST', configMaps, settings),
      // A server-side apply that creates asks for create of that name.
      await ask('PATCH', `${configMaps}/applied?fieldManager=test`, applied, { 'content-type': 'application/apply-patch+yaml' }),
      await ask('DELETE', `${configMaps}/applied`),
      await ask('GET', `${configMaps}?fieldSelector=metadata.name%3Dapplied`),
      await ask('GET', `${configMaps}/absent`),
      await ask('GET', '/metrics'),
      // By constrained impersonation, which asks for this very request as well; extra keys without a domain pass by it.
      await ask('GET', '/version', undefined, { 'impersonate-user': 'friend', 'impersonate-extra-example.com%2fteam': 'shop' }),
      await ask('GET', '/api/v1/namespaces/third', undefined, { 'impersonate-user': 'system:serviceaccount:shop:deployer' }),
      await ask('GET', '/api/v1/namespaces/shop/secrets', undefined, {
        'impersonate-user': 'friend',
        'impersonate-group': 'system:masters',
      }),
      await ask('PUT', '/apis/coordination.k8s.io/v1/namespaces/shop/leases/absent', {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name: 'absent' },
      }),
      await ask('POST', '/api/v1/namespaces/shop/serviceaccounts/default/token', {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: {},
      }),
    ];
    await ask('DELETE', '/apis/coordination.k8s.io/v1/namespaces/shop/leases/absent');
    return answers;
  }

  async function eventsUntil(marker: string): Promise<readonly AuditEvent[]> {
    await ask('GET', `/version?${marker}`);
    let events: AuditEvent[] = [];
    const isThere = async () => {
      events = [];
      await readAuditLogs([cluster.auditLog], (event) => events.push(event));
      return events.some(({ requestURI, stage }) => requestURI.endsWith(marker) && stage === 'ResponseComplete');
    };
    await expect.poll(isThere, { timeout: 20_000 }).toBe(true);
    return events;
  }

  function rampart(...args: readonly string[]) {
    return spawnSync(process.execPath, [program, 'roles', '--audit', cluster.auditLog, '--subject', 'shop/deployer', ...args], {
      cwd: files.folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', COLUMNS: '200' },
    });
  }

  it('replaces all rights by those that were used', { timeout: 180_000 }, async () => {
    expect(await work(0)).toEqual([201, 201, 200, 200, 404, 200, 200, 200, 200, 201, 201]);
    const before = await eventsUntil('first');
    expect(new Set(before.map(({ impersonationConstraint }) => impersonationConstraint))).toEqual(
      new Set([undefined, 'impersonate:user-info', 'impersonate:serviceaccount']),
    );

    const made = rampart('--output', 'made', '--cluster', '--kubeconfig', cluster.kubeconfig, '--why');
    expect(made.stderr).toBe('');
    expect(made.stdout).toMatch(/Every one of \d\d+ different recorded requests \(made \d+ times\) is still allowed with these roles\./);
    expect(made.stdout).toContain('No longer allowed once ClusterRoleBinding deployer is taken away');
    expect(made.stdout).toContain('ClusterRoleBinding deployer: ');
    expect(made.status).toBe(0);

    await cluster.kubectl('delete', 'clusterrolebinding', 'deployer');
    expect(await ask('GET', '/api/v1/namespaces/shop/configmaps/absent')).toBe(403);
    await cluster.kubectl('apply', '-f', file('made/recorded-shop-deployer.yaml'));
    // Rights reach the authorizer through a watch.
    await expect.poll(() => ask('GET', '/api/v1/namespaces/shop/configmaps/absent'), { timeout: 20_000 }).toBe(404);
    await expect.poll(() => ask('GET', '/metrics'), { timeout: 20_000 }).toBe(200);

    expect(await work(1)).toEqual([201, 201, 200, 200, 404, 200, 200, 200, 200, 201, 201]);
    const after = (await eventsUntil('second')).slice(before.length).filter(({ user }) => user?.name === account);
    const refused = after
      .filter((event) => authorizationDecision(event) === 'forbid')
      .map(({ verb, requestURI }) => `${verb} ${requestURI}`);
    // The one that waited for the role, and nothing of the work.
    expect(new Set(refused)).toEqual(new Set(['get /api/v1/namespaces/shop/configmaps/absent']));

    for (const [method, where] of [
      ['GET', '/api/v1/namespaces/shop/configmaps/other'],
      ['GET', '/api/v1/namespaces/shop/secrets'],
      ['GET', '/api/v1/namespaces/other/secrets'],
      ['GET', '/api/v1/nodes/a'],
      ['DELETE', '/apis/apps/v1/namespaces/shop/deployments/web'],
      ['POST', '/api/v1/namespaces/shop/serviceaccounts/deployer/token'],
      ['GET', '/debug/pprof/'],
    ] as const)
      expect(await ask(method, where), `${method} ${where}`).toBe(403);
    expect(await ask('GET', '/version', undefined, { 'impersonate-user': 'stranger' })).toBe(403);

    // A second run over the longer log proposes the same, beside what it proposed before.
    const again = rampart('--cluster', '--kubeconfig', cluster.kubeconfig, '--format', 'json');
    const { subjects } = JSON.parse(again.stdout);
    expect(subjects).toHaveLength(1);
    expect(subjects[0].denied.length).toBeGreaterThan(5);
  });

  it('writes manifests that the server takes, whatever names were recorded', { timeout: 60_000 }, async () => {
    const names = [
      'evil\nkind: Secret',
      '\u001b[31m',
      'a: b #c',
      '%2f/../x',
      '.',
      '..',
      '-',
      'größe',
      'x'.repeat(5000),
      'yes',
      'null',
      '1e3',
      '{}',
      '*',
    ];
    const inShop = '/api/v1/namespaces/shop/pods';
    const lines = [
      ...names.map((username) => ({ user: { username }, verb: 'list', requestURI: inShop })),
      ...['a%0Ab', '*', '%2F', 'yes', '0x10', '{}', '%00'].map((name) => ({ verb: 'get', requestURI: `${inShop}/${name}` })),
      { verb: 'get', requestURI: '/api/v1/namespaces/%0A/pods/x' },
      { verb: 'get', requestURI: '/metrics\n# evil' },
      { user: { username: 'system:serviceaccount:a b:c' }, verb: 'list', requestURI: inShop },
    ];
    const log = lines.map((fields, index) => JSON.stringify(auditRecord({ objectRef: null, ...fields, auditID: `id-${index}` })));
    writeFileSync(file('hostile.log'), log.join('\n'));
    const { status } = spawnSync(process.execPath, [program, 'roles', '--audit', file('hostile.log'), '--output', file('hostile'), '-q'], {
      encoding: 'utf8',
    });
    // One namespace cannot exist.
    expect(status).toBe(1);
    const { stdout } = await cluster.kubectl('apply', '-f', file('hostile'));
    expect(stdout.trim().split('\n').length).toBeGreaterThan(2 * names.length);
  });
});
