// SPDX-License-Identifier: Apache-2.0
// Kubelets behind a real API server: one that tells its configuration, and those that are silent, broken or gone.
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createConnection, type Socket } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCluster } from '../../src/adapters/cluster/read-cluster.ts';
import { command as scanCommand } from '../../src/cli/scan.ts';
import { buildInventory, missingIn } from '../../src/model/inventory.ts';
import { newestKubernetes } from '../../src/model/version.ts';
import { kubeletAnonymousAuth } from '../../src/posture/node/kubelet-anonymous-auth.ts';
import { kubeletReadOnlyPort } from '../../src/posture/node/kubelet-read-only-port.ts';
import { evaluate } from '../../src/posture/evaluate.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { freePort } from '../../testbed/ports.ts';
import { describeWith } from '../../testbed/require.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const kinds = new Set(['Node']);
const kubeletPatience = 1500;
const configz = {
  kubeletconfig: {
    enableServer: true,
    authentication: { anonymous: { enabled: true }, webhook: { enabled: true } },
    authorization: { mode: 'Webhook' },
    staticPodURLHeader: { Authorization: ['Bearer plain-as-day'] },
  },
};

const behaviours: Readonly<Record<string, RequestListener | undefined>> = {
  good: (request, response) => {
    response.statusCode = request.url === '/configz' && request.method === 'GET' ? 200 : 404;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(configz));
  },
  silent: () => undefined,
  broken: (_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"kubeletconfig": {');
  },
  other: (_, response) => response.end('[]'),
  gone: undefined,
};

describeWith(['kube-apiserver', 'etcd', 'kubectl'], 'kubelets of a live cluster', () => {
  let cluster: Cluster;
  let temporary: ReturnType<typeof temporaryFolder>;
  const servers: { close(): unknown; closeAllConnections(): void }[] = [];

  beforeAll(async () => {
    temporary = temporaryFolder();
    const egress = await egressToLoopback(temporary.folder);
    cluster = await startCluster({ flags: { 'kubelet-preferred-address-types': 'InternalIP', 'egress-selector-config-file': egress } });
    const { certificate, key } = await cluster.authority.server(['127.0.0.1']);
    for (const [name, behaviour] of Object.entries(behaviours)) {
      const port = behaviour === undefined ? await freePort() : await listening(createServer({ cert: certificate, key }, behaviour));
      await addNode(name, port);
    }
  }, 120_000);

  afterAll(async () => {
    temporary.remove();
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    await cluster.stop();
  });

  async function listening(server: Server): Promise<number> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** An API server speaks to no kubelet on loopback: it reaches these through a proxy, which takes every address for this machine. */
  async function egressToLoopback(folder: string): Promise<string> {
    const socket = path.join(folder, 'egress.sock');
    const proxy = createHttpServer().on('connect', ({ url = '' }, client: Socket) => {
      const upstream = createConnection(Number(new URL(`http://${url}`).port), '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
      upstream.on('error', () => client.destroy());
      client.on('error', () => upstream.destroy());
      upstream.pipe(client).pipe(upstream);
    });
    servers.push(proxy);
    await new Promise<void>((resolve) => proxy.listen(socket, resolve));
    const connection = { proxyProtocol: 'HTTPConnect', transport: { uds: { udsName: socket } } };
    const configuration = {
      apiVersion: 'apiserver.k8s.io/v1beta1',
      kind: 'EgressSelectorConfiguration',
      egressSelections: [{ name: 'cluster', connection }],
    };
    const file = path.join(folder, 'egress.json');
    writeFileSync(file, JSON.stringify(configuration));
    return file;
  }

  async function addNode(name: string, port: number): Promise<void> {
    const node = {
      metadata: { name },
      status: { addresses: [{ type: 'InternalIP', address: '192.0.2.7' }], daemonEndpoints: { kubeletEndpoint: { Port: port } } },
    };
    const { status, body } = await cluster.request('POST', '/api/v1/nodes', node);
    if (status !== 201) throw new Error(JSON.stringify(body));
  }

  it('tell what they run with, and those that do not are named', async () => {
    const read = await readCluster({ kubeconfig: cluster.kubeconfig, kinds, configz: true, kubeletPatience });
    const told = read.objects.filter(({ kind }) => kind === 'KubeletConfiguration');
    expect(told.map(({ name, origin }) => [name, origin.kind])).toEqual([['good', 'cluster']]);
    expect(JSON.stringify(told)).not.toContain('plain-as-day');
    expect(missingIn(read.gaps)).toBe('the configuration that the kubelet tells of broken, gone, other, silent');
    expect(read.problems.map(({ reason }) => reason).toSorted()).toEqual([
      expect.stringMatching(/^the kubelet of broken does not tell its configuration: its answer is no JSON$/),
      expect.stringMatching(/^the kubelet of gone does not tell its configuration: 50\d/),
      expect.stringMatching(/^the kubelet of other does not tell its configuration: its answer has no kubeletconfig$/),
      expect.stringMatching(/^the kubelet of silent does not tell its configuration: no answer within 1\.5 s$/),
    ]);
  });

  it('are judged by what is in force, at the node that it is', async () => {
    const read = await readCluster({ kubeconfig: cluster.kubeconfig, kinds, configz: true, kubeletPatience });
    const inventory = buildInventory({ ...read, gaps: [] }, newestKubernetes);
    const { findings, tallies } = evaluate(inventory, [kubeletAnonymousAuth, kubeletReadOnlyPort], 0);
    expect(findings.map(({ check, object, path: place }) => [check, object.kind, object.name, place])).toEqual([
      ['kubelet-anonymous-auth', 'KubeletConfiguration', 'good', '/authentication/anonymous/enabled'],
    ]);
    expect(tallies.get('kubelet-read-only-port')).toEqual({ pass: 1, fail: 0, unknown: 0 });
    const whole = evaluate(buildInventory(read, newestKubernetes), [kubeletAnonymousAuth], 0);
    expect(whole.tallies.get('kubelet-anonymous-auth')).toEqual({ pass: 0, fail: 1, unknown: 1 });
  });

  it('are out of reach for the role that we ship, until the other one is bound', async () => {
    await cluster.kubectl('apply', '-f', path.join(root, 'deploy/rbac/read-only.yaml'));
    const { stdout } = await cluster.kubectl('create', 'token', 'rampart', '--namespace', 'rampart');
    const kubeconfig = path.join(temporary.folder, 'kubeconfig');
    temporaryConfig(kubeconfig, stdout.trim());
    const refused = await readCluster({ kubeconfig, kinds, configz: true, kubeletPatience });
    expect(refused.problems).toEqual([]);
    expect(missingIn(refused.gaps)).toBe('permission to get nodes/proxy in the whole cluster');
    await cluster.kubectl('apply', '-f', path.join(root, 'deploy/rbac/node-configuration.yaml'));
    const read = await readCluster({ kubeconfig, kinds, configz: true, kubeletPatience });
    expect(read.objects.map(({ kind, name }) => `${kind} ${name}`)).toContain('KubeletConfiguration good');
  });

  function temporaryConfig(file: string, token: string): void {
    const ca = Buffer.from(cluster.admin.ca).toString('base64');
    const config = {
      'current-context': 'shipped',
      contexts: [{ name: 'shipped', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server: cluster.server, 'certificate-authority-data': ca } }],
      users: [{ name: 'u', user: { token } }],
    };
    writeFileSync(file, JSON.stringify(config));
  }

  it('are asked by scan --configz, and by nothing else', async () => {
    const scan = async (...args: readonly string[]) => {
      const file = path.join(temporary.folder, `${randomUUID()}.json`);
      const original = process.stderr.write.bind(process.stderr);
      process.stderr.write = () => true;
      try {
        const make = scanCommand({ rampartVersion: '0', program: 'rampart' });
        await make.parseAsync(
          ['--quiet', '--output', file, '--check', 'kubelet-anonymous-auth', '--cluster', '--kubeconfig', cluster.kubeconfig, ...args],
          { from: 'user' },
        );
        return { code: process.exitCode, findings: JSON.parse(readFileSync(file, 'utf8')).findings.length };
      } finally {
        process.stderr.write = original;
        process.exitCode = undefined;
      }
    };
    expect(await scan()).toEqual({ code: 0, findings: 0 });
    await cluster.request('DELETE', '/api/v1/nodes/silent');
    expect(await scan('--configz')).toEqual({ code: 3, findings: 2 });
    await expect(scan('--configz', '--namespace', 'default')).rejects.toThrow(/--configz is about nodes/);
  });
});
