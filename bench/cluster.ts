// SPDX-License-Identifier: Apache-2.0
// A live cluster of 25,000 pods and 50,000 RoleBindings: lists as an API server serves them, by a server in this process, and the
// whole program on the other side. With `node bench/cluster.ts` alone.
import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { formatRows, type Row } from './row.ts';
import { runProgram } from './run-program.ts';

const root = path.dirname(import.meta.dirname);
const namespaces = 1000;
const podsPerDeployment = 5;

interface List {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly amount: number;
  readonly item: (index: number) => object;
}

type Lists = Readonly<Record<string, List>>;
const podList: List = { apiVersion: 'v1', kind: 'Pod', namespaced: true, amount: 25_000, item: pod };
const lists: Lists = {
  '/api/v1/pods': podList,
  '/api/v1/namespaces': { apiVersion: 'v1', kind: 'Namespace', namespaced: false, amount: namespaces, item: named },
  '/api/v1/serviceaccounts': { apiVersion: 'v1', kind: 'ServiceAccount', namespaced: true, amount: 5_000, item: named },
  '/api/v1/services': { apiVersion: 'v1', kind: 'Service', namespaced: true, amount: 5_000, item: service },
  '/apis/apps/v1/deployments': { apiVersion: 'apps/v1', kind: 'Deployment', namespaced: true, amount: 5_000, item: deployment },
  '/apis/apps/v1/replicasets': { apiVersion: 'apps/v1', kind: 'ReplicaSet', namespaced: true, amount: 5_000, item: replicaSet },
  '/apis/rbac.authorization.k8s.io/v1/rolebindings': {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    namespaced: true,
    amount: 50_000,
    item: roleBinding,
  },
  '/apis/rbac.authorization.k8s.io/v1/clusterroles': {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    namespaced: false,
    amount: 200,
    item: clusterRole,
  },
};

/** Wall time and memory of `rampart scan --cluster`, with every check: of pods that Deployments own, or of pods that nothing owns. */
export async function benchCluster(pods: 'owned' | 'bare'): Promise<Row[]> {
  const served = pods === 'owned' ? lists : { ...lists, '/api/v1/pods': { ...podList, item: barePod } };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const body = answerTo(url, served);
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = mkdtempSync(path.join(tmpdir(), 'rampart-bench-'));
  try {
    const kubeconfig = path.join(folder, 'config');
    writeFileSync(kubeconfig, kubeconfigFor(server));
    const args = [path.join(root, 'dist', 'rampart.js'), 'scan', '--cluster', '--kubeconfig', kubeconfig, '--format', 'json'];
    const { seconds, megabytes } = await runProgram(process.execPath, args);
    const rows: Row[] = [{ name: 'scan --cluster, every check', value: seconds, unit: 's', limit: { value: 30, better: 'less' } }];
    if (megabytes !== undefined) rows.push({ name: 'memory', value: megabytes, unit: 'MB', limit: { value: 1000, better: 'less' } });
    return rows;
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export function titleOf(pods: 'owned' | 'bare'): string {
  return `Live cluster: 25,000 ${pods} pods, 50,000 RoleBindings`;
}

function kubeconfigFor(server: Server): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return JSON.stringify({
    'current-context': 'bench',
    contexts: [{ name: 'bench', context: { cluster: 'bench' } }],
    clusters: [{ name: 'bench', cluster: { server: `http://127.0.0.1:${port}` } }],
  });
}

function answerTo(url: URL, served: Lists): object | undefined {
  const list = served[url.pathname];
  if (list !== undefined) return page(list, Number(url.searchParams.get('continue') ?? 0), Number(url.searchParams.get('limit')));
  if (url.pathname === '/version') return { gitVersion: 'v1.36.3' };
  if (url.pathname === '/apis')
    return { groups: ['apps', 'rbac.authorization.k8s.io'].map((name) => ({ name, preferredVersion: { groupVersion: `${name}/v1` } })) };
  const resources = Object.entries(served)
    .filter(([place]) => path.posix.dirname(place) === url.pathname)
    .map(([place, { kind, namespaced }]) => ({ name: path.posix.basename(place), kind, namespaced, verbs: ['list'] }));
  return resources.length === 0 ? undefined : { resources };
}

function page({ amount, item }: List, from: number, limit: number): object {
  const items = Array.from({ length: Math.min(limit, amount - from) }, (_, index) => item(from + index));
  return { metadata: from + limit < amount ? { continue: String(from + limit) } : {}, items };
}

function metadata(name: string, index: number, more: object = {}): object {
  const labels = { 'app.kubernetes.io/name': `app-${index % 5000}`, 'app.kubernetes.io/part-of': 'bench', team: `team-${index % 40}` };
  return {
    name,
    namespace: `ns-${index % namespaces}`,
    uid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    resourceVersion: String(1_000_000 + index),
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels,
    managedFields: [
      {
        manager: 'bench',
        operation: 'Update',
        fieldsV1: { 'f:metadata': { 'f:labels': Object.fromEntries(Object.keys(labels).map((key) => [`f:${key}`, {}])) } },
      },
    ],
    ...more,
  };
}

function named(index: number): object {
  return { metadata: metadata(`ns-${index}`, index, index < namespaces ? { namespace: undefined } : {}) };
}

function podSpec(index: number): object {
  return {
    serviceAccountName: `sa-${index % 5000}`,
    nodeName: `node-${index % 500}`,
    securityContext: { runAsNonRoot: index % 2 === 0, seccompProfile: { type: 'RuntimeDefault' } },
    tolerations: ['not-ready', 'unreachable'].map((key) => ({
      key: `node.kubernetes.io/${key}`,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    })),
    volumes: [
      { name: 'config', configMap: { name: `config-${index % 100}`, defaultMode: 420 } },
      { name: 'token', projected: { defaultMode: 420, sources: [{ serviceAccountToken: { expirationSeconds: 3607, path: 'token' } }] } },
    ],
    containers: ['app', 'proxy'].map((name) => ({
      name,
      image: `registry.example.com/team/${name}:1.${index % 50}.0`,
      imagePullPolicy: 'IfNotPresent',
      env: Array.from({ length: 8 }, (_, variable) => ({ name: `SETTING_${variable}`, value: `value-${variable}` })),
      ports: [{ containerPort: 8080, protocol: 'TCP' }],
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
      securityContext: { allowPrivilegeEscalation: false, privileged: index % 97 === 0, capabilities: { drop: ['ALL'] } },
      livenessProbe: { httpGet: { path: '/live', port: 8080, scheme: 'HTTP' }, periodSeconds: 10 },
      readinessProbe: { httpGet: { path: '/ready', port: 8080, scheme: 'HTTP' }, periodSeconds: 10 },
      volumeMounts: [{ name: 'config', mountPath: '/etc/app', readOnly: true }],
    })),
  };
}

function owner(kind: string, name: string): object {
  return { ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: name, controller: true, blockOwnerDeletion: true }] };
}

function pod(index: number): object {
  const app = Math.floor(index / podsPerDeployment);
  const containerStatuses = ['app', 'proxy'].map((name) => ({
    name,
    ready: true,
    image: `${name}:1`,
    imageID: `registry.example.com/${name}@sha256:${'0'.repeat(64)}`,
  }));
  return {
    metadata: { ...metadata(`app-${app}-${index}`, app, owner('ReplicaSet', `app-${app}-1`)) },
    spec: podSpec(app),
    status: {
      phase: 'Running',
      podIP: '10.0.0.1',
      conditions: Array.from({ length: 5 }, () => ({ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' })),
      containerStatuses,
    },
  };
}

/** Each is its own workload, and differs from the others. */
function barePod(index: number): object {
  const { status } = { status: undefined, ...pod(index) };
  return { metadata: metadata(`bare-${index}`, index), spec: podSpec(index), status };
}

function controller(name: string, index: number, more: object): object {
  const { nodeName: _, ...spec } = { nodeName: '', ...podSpec(index) };
  return {
    metadata: metadata(name, index, more),
    spec: {
      replicas: podsPerDeployment,
      selector: { matchLabels: { app: `app-${index}` } },
      template: { metadata: { labels: { app: `app-${index}` } }, spec },
    },
    status: { replicas: podsPerDeployment },
  };
}

function deployment(index: number): object {
  return controller(`app-${index}`, index, {});
}

function replicaSet(index: number): object {
  return controller(`app-${index}-1`, index, owner('Deployment', `app-${index}`));
}

function service(index: number): object {
  return {
    metadata: metadata(`app-${index}`, index),
    spec: { type: 'ClusterIP', selector: { app: `app-${index}` }, ports: [{ port: 80, targetPort: 8080 }] },
  };
}

function roleBinding(index: number): object {
  return {
    metadata: metadata(`binding-${index}`, index),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: `role-${index % 200}` },
    subjects: [
      { kind: 'ServiceAccount', name: `sa-${index % 5000}`, namespace: `ns-${index % namespaces}` },
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: `team-${index % 40}` },
    ],
  };
}

function clusterRole(index: number): object {
  const rules = Array.from({ length: 5 }, (_, rule) => ({
    apiGroups: ['', 'apps'],
    resources: ['pods', 'deployments', `things-${rule}`],
    verbs: ['get', 'list', 'watch'],
  }));
  return { metadata: metadata(`role-${index}`, index, { namespace: undefined }), rules };
}

if (import.meta.main) {
  for (const pods of ['owned', 'bare'] as const) process.stdout.write(`${formatRows(titleOf(pods), await benchCluster(pods))}\n`);
}
