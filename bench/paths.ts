// SPDX-License-Identifier: Apache-2.0
// Attack paths of generated clusters. Budgets: every holder of cluster-admin or an equivalent among 50,000 bindings of 10,000 roles in
// 5 s, the attack graph of 25,000 pods in 30 s. Each runs in a process of its own, and is timed from the objects on.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { compile } from '../src/engines/network/index.ts';
import { buildInventory } from '../src/model/inventory.ts';
import type { JsonObject } from '../src/model/json.ts';
import type { KubernetesObject } from '../src/model/object.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { adminEquivalents, attackGraph, cutOf, pathsOf, sourcesOf } from '../src/proof/paths/index.ts';
import { formatRows, type Row } from './row.ts';

/** What KubeHound says that it takes for 25,000 pods, with its databases. */
const kubeHoundSeconds = 300;

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  readonly footholds: number;
  readonly edges: number;
  readonly found: number;
  readonly cutSeconds?: number;
}

export function benchPaths(): readonly Row[] {
  const [roles, pods] = [inOwnProcess('roles'), inOwnProcess('pods')];
  return [
    { name: '50,000 bindings, 10,000 roles: every cluster-admin', value: roles.seconds, unit: 's', limit: { value: 5, better: 'less' } },
    { name: '… found', value: roles.found, unit: '' },
    { name: '… edges', value: roles.edges, unit: '' },
    { name: '… memory', value: roles.megabytes, unit: 'MB' },
    { name: '25,000 pods: graph, and the paths of each', value: pods.seconds, unit: 's', limit: { value: 30, better: 'less' } },
    { name: '… beside KubeHound', value: pods.seconds / kubeHoundSeconds, unit: 'of time' },
    { name: '… with a path', value: pods.found, unit: '' },
    { name: '… edges', value: pods.edges, unit: '' },
    { name: '… memory', value: pods.megabytes, unit: 'MB' },
    { name: '… the cut between all of them and cluster-admin', value: pods.cutSeconds ?? 0, unit: 's' },
  ];
}

type Shape = 'roles' | 'pods';

function inOwnProcess(shape: Shape): Measured {
  const { stdout, stderr, status } = spawnSync(process.execPath, [import.meta.filename, shape], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

function measure(shape: Shape): Measured {
  const objects = shape === 'roles' ? withRoles(10_000, 50_000) : withPods(25_000);
  const before = process.cpuUsage();
  const inventory = buildInventory({ objects, problems: [], passedOver: 0, cluster: 'bench' }, newestKubernetes);
  const graph = attackGraph(inventory, shape === 'roles' ? {} : { network: compile(inventory) });
  const found = shape === 'roles' ? adminEquivalents(graph).length : reached(graph).length;
  const used = process.cpuUsage(before);
  const common = {
    seconds: (used.user + used.system) / 1e6,
    footholds: graph.footholds.length,
    edges: graph.edges.length,
    found,
  };
  if (shape === 'roles') return { ...common, megabytes: process.resourceUsage().maxRSS / 1000 };
  const start = process.cpuUsage();
  cutOf(graph, queryOf(graph));
  const spent = process.cpuUsage(start);
  return { ...common, megabytes: process.resourceUsage().maxRSS / 1000, cutSeconds: (spent.user + spent.system) / 1e6 };
}

function queryOf(graph: ReturnType<typeof attackGraph>) {
  const found = ['internet', 'pod'].map((name) => sourcesOf(graph, name)).flatMap((sources) => ('refused' in sources ? [] : sources));
  return { from: found, to: [graph.world.footholds.clusterAdmin()], most: 1 };
}

function reached(graph: ReturnType<typeof attackGraph>) {
  return pathsOf(graph, queryOf(graph));
}

const rbac = 'rbac.authorization.k8s.io';

/** Roles of teams and operators: most read and write their own kinds, some run pods, read Secrets or mint tokens, few do worse. */
function withRoles(roles: number, bindings: number): KubernetesObject[] {
  const random = randomFrom(11);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const namespaces = Array.from({ length: 1000 }, (_, index) => `team-${index}`);
  const common: readonly JsonObject[] = [
    ruleOf('get,list,watch', 'pods,services,configmaps'),
    ruleOf('get,list,watch,update,patch', 'deployments,statefulsets', 'apps'),
    ruleOf('get,list,watch', 'nodes'),
    ruleOf('create,patch', 'events'),
    ruleOf('get,create,update', 'leases', 'coordination.k8s.io'),
    ruleOf('get,list,watch', 'ingresses', 'networking.k8s.io'),
  ];
  const strong: readonly JsonObject[] = [
    ruleOf('get,list', 'secrets'),
    ruleOf('create', 'pods'),
    ruleOf('create', 'pods/exec'),
    ruleOf('create', 'serviceaccounts/token'),
    ruleOf('create,update', 'rolebindings', rbac),
  ];
  const worst: readonly JsonObject[] = [
    ruleOf('*', '*', '*'),
    ruleOf('bind', 'clusterroles', rbac),
    ruleOf('escalate,update', 'clusterroles', rbac),
    ruleOf('impersonate', 'users,groups'),
  ];
  const rulesOf = () => [pick(common), pick(common), ...(random() < 0.2 ? [pick(strong)] : []), ...(random() < 0.002 ? [pick(worst)] : [])];
  const ofRoles = Array.from({ length: roles }, (_, index) => {
    const namespace = random() < 0.5 ? '' : pick(namespaces);
    return objectOf(`${rbac}/v1`, namespace === '' ? 'ClusterRole' : 'Role', namespace, `role-${index}`, { rules: rulesOf() });
  });
  const accounts = namespaces.flatMap((namespace) =>
    Array.from({ length: 10 }, (_, index) => objectOf('v1', 'ServiceAccount', namespace, `account-${index}`, {})),
  );
  const ofBindings = Array.from({ length: bindings }, (_, index) => {
    const role = pick(ofRoles);
    // One in ten ClusterRoles is bound everywhere.
    const namespace = role.namespace !== '' ? role.namespace : random() < 0.1 ? '' : pick(namespaces);
    const account = pick(accounts);
    const subject =
      random() < 0.7
        ? { kind: 'ServiceAccount', name: account.name, namespace: account.namespace }
        : { kind: random() < 0.5 ? 'User' : 'Group', name: `person-${Math.floor(random() * 5000)}` };
    return objectOf(`${rbac}/v1`, namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding', namespace, `binding-${index}`, {
      roleRef: { apiGroup: rbac, kind: role.kind, name: role.name },
      subjects: [subject],
    });
  });
  return [...namespaces.map((name) => objectOf('v1', 'Namespace', '', name, {})), ...ofRoles, ...accounts, ...ofBindings];
}

/** Pods on 500 nodes in 1,000 namespaces, three to a Deployment; agents on each node; grants as above; Services, some of them open. */
function withPods(pods: number): KubernetesObject[] {
  const random = randomFrom(5);
  const grants = withRoles(2000, 10_000).map((object) =>
    object.kind === 'Namespace' && random() < 0.7
      ? { ...object, labels: { 'pod-security.kubernetes.io/enforce': random() < 0.5 ? 'baseline' : 'restricted' } }
      : object,
  );
  const nodes = Array.from({ length: 500 }, (_, index) =>
    objectOf('v1', 'Node', '', `node-${index}`, {}, index < 3 ? { 'node-role.kubernetes.io/control-plane': '' } : {}),
  );
  const agents = nodes.flatMap((node) =>
    ['network', 'logs', 'metrics'].map((name) =>
      podOf('kube-system', `${name}-${node.name}`, name, node.name, { app: name }, { kind: 'DaemonSet', name }, name === 'network'),
    ),
  );
  const sets = ['network', 'logs', 'metrics'].map((name) =>
    objectOf('apps/v1', 'DaemonSet', 'kube-system', name, {
      spec: { template: { metadata: { labels: { app: name } }, spec: specOf(name, '', name === 'network') } },
    }),
  );
  const others = Array.from({ length: pods - agents.length }, (_, index) => {
    const namespace = `team-${Math.floor(index / 24)}`.replace(/\d+/, (digits) => String(Number(digits) % 1000));
    const app = `app-${Math.floor(index / 3) % 8}`;
    const privileged = random() < 0.005;
    return podOf(
      namespace,
      `${app}-${index}`,
      `account-${Math.floor(random() * 10)}`,
      `node-${3 + (index % 497)}`,
      { app },
      undefined,
      privileged,
    );
  });
  const services = Array.from({ length: 2000 }, (_, index) =>
    objectOf('v1', 'Service', `team-${index % 1000}`, `service-${index}`, {
      spec: {
        type: index % 10 === 0 ? 'LoadBalancer' : 'ClusterIP',
        selector: { app: `app-${index % 8}` },
        ports: [{ port: 80, targetPort: 8080 }],
      },
    }),
  );
  const policies = Array.from({ length: 1000 }, (_, index) =>
    objectOf('networking.k8s.io/v1', 'NetworkPolicy', `team-${index}`, 'default', {
      spec: {
        podSelector: index % 2 === 0 ? {} : { matchLabels: { app: 'app-1' } },
        policyTypes: ['Ingress'],
        ingress: index % 3 === 0 ? [] : [{ from: [{ podSelector: {} }] }],
      },
    }),
  );
  return [...grants, ...nodes, ...sets, ...agents, ...others, ...services, ...policies];
}

function podOf(
  namespace: string,
  name: string,
  account: string,
  node: string,
  labels: Readonly<Record<string, string>>,
  owner: { readonly kind: string; readonly name: string } | undefined,
  privileged: boolean,
): KubernetesObject {
  const ownerReferences = owner === undefined ? [] : [{ apiVersion: 'apps/v1', ...owner, controller: true }];
  return objectOf(
    'v1',
    'Pod',
    namespace,
    name,
    { metadata: { ownerReferences }, spec: specOf(account, node, privileged), status: { phase: 'Running' } },
    labels,
  );
}

function specOf(account: string, nodeName: string, privileged: boolean): JsonObject {
  return {
    serviceAccountName: account,
    ...(nodeName === '' ? {} : { nodeName }),
    containers: [
      { name: 'app', image: 'registry.example.com/app:1.0.0', ports: [{ containerPort: 8080 }], securityContext: { privileged } },
    ],
  };
}

function ruleOf(verbs: string, resources: string, group = ''): JsonObject {
  return { apiGroups: [group], resources: resources.split(','), verbs: verbs.split(',') };
}

function objectOf(
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  rest: JsonObject,
  labels: Readonly<Record<string, string>> = {},
): KubernetesObject {
  const metadata = { name, ...(namespace === '' ? {} : { namespace }), labels };
  const { metadata: more } = rest;
  const body = { apiVersion, kind, ...rest, metadata: { ...metadata, ...(typeof more === 'object' && more !== null ? more : {}) } };
  const origin = { kind: 'cluster', context: 'bench', resourceVersion: '1' } as const;
  return { apiVersion, kind, namespace, name, labels, annotations: {}, body, origin };
}

/** Numbers in [0, 1), the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

if (import.meta.main) {
  const [shape] = process.argv.slice(2);
  if (shape === 'roles' || shape === 'pods') process.stdout.write(JSON.stringify(measure(shape)));
  else process.stdout.write(`${formatRows('Attack paths', benchPaths())}\n`);
}
