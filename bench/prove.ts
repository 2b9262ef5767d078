// SPDX-License-Identifier: Apache-2.0
// A change held against a cluster: 2,000 workloads of 10,000 pods in 100 namespaces, 50,000 observed edges, 20,000 recorded calls. Limits
// are ours: an answer in seconds.
import { NeedTable } from '../src/proof/calls/need-table.ts';
import { FlowTable } from '../src/model/flows/flow-table.ts';
import { flowReader } from '../src/model/flows/read-flows.ts';
import { auditEvent } from '../src/model/audit/testing.ts';
import { buildInventory, type Inventory } from '../src/model/inventory.ts';
import { readSource } from '../src/model/read.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { breaksOf } from '../src/proof/breaks.ts';
import { type Change, noChange } from '../src/proof/change/change.ts';
import { type Evidence, prove } from '../src/proof/prove.ts';
import { formatRows, type Row } from './row.ts';

const namespaces = 100;
const workloadsOfEach = 20;
const podsOfEach = 5;

export function benchProve(): readonly Row[] {
  const inventory = clusterOf();
  const evidence: Evidence = { flows: flowsOf(), calls: callsOf(), checks: [], now: Date.UTC(2026, 10, 28) };
  const row = (name: string, change: Change, seconds: number): Row[] => {
    const started = performance.now();
    const breaks = breaksOf(prove(inventory, change, { registries: [], labels: [] }, evidence)).length;
    const value = (performance.now() - started) / 1000;
    return [
      { name, value, unit: 's', limit: { value: seconds, better: 'less' } },
      { name: `${name}, breaks`, value: breaks, unit: '' },
    ];
  };
  return [
    ...row('restricted in every namespace', label('*'), 5),
    ...row('default deny in one namespace', { ...noChange, applied: read(deny('n0')).map((object) => ({ object })) }, 5),
    ...row('a role trimmed', { ...noChange, applied: read(role('n0', 'list')).map((object) => ({ object })) }, 5),
  ];
}

function label(name: string): Change {
  const edit = { kind: 'Namespace', namespace: '', name, key: 'pod-security.kubernetes.io/enforce', value: 'restricted' };
  return { ...noChange, labels: [edit] };
}

function read(objects: readonly object[]) {
  return readSource({ name: 'bench.yaml', text: objects.map((object) => JSON.stringify(object)).join('\n---\n') }).objects;
}

function clusterOf(): Inventory {
  const objects = Array.from({ length: namespaces }, (_, index) => namespaceOf(`n${index}`)).flat();
  return buildInventory({ objects: read(objects), problems: [], passedOver: 0 }, newestKubernetes);
}

function namespaceOf(namespace: string): object[] {
  const meta = (name: string) => ({ name, namespace });
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { 'kubernetes.io/metadata.name': namespace } } },
    ...role(namespace, 'get', 'list'),
    ...Array.from({ length: workloadsOfEach }, (_, index) => {
      const name = `w${index}`;
      const labels = { app: name };
      const spec = { containers: [{ name: 'main', image: 'registry.example.com/main:1', ports: [{ containerPort: 8080 }] }] };
      const owner = (kind: string, of: string) => [{ apiVersion: 'apps/v1', kind, name: of, controller: true }];
      return [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: meta(name),
          spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
        },
        ...Array.from({ length: podsOfEach }, (__, pod) => ({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { ...meta(`${name}-${pod}`), labels, ownerReferences: owner('Deployment', name) },
          spec,
        })),
      ];
    }).flat(),
  ];
}

function role(namespace: string, ...verbs: readonly string[]): object[] {
  const apiGroup = 'rbac.authorization.k8s.io';
  const metadata = { name: 'reader', namespace };
  return [
    { apiVersion: `${apiGroup}/v1`, kind: 'Role', metadata, rules: [{ apiGroups: [''], resources: ['pods'], verbs }] },
    {
      apiVersion: `${apiGroup}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup, kind: 'Role', name: 'reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'default', namespace }],
    },
  ];
}

function deny(namespace: string): object[] {
  const spec = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };
  return [{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'deny', namespace }, spec }];
}

function flowsOf() {
  const [table, parse] = [new FlowTable(), flowReader()];
  for (let index = 0; index < 50_000; index++) {
    const [from, to] = [index % 2000, (index * 7 + Math.floor(index / 2000)) % 2000];
    const name = (number: number) => `n${number % namespaces}/w${Math.floor(number / namespaces)}`;
    table.add(parse(JSON.stringify({ from: name(from), to: name(to), port: 8080 })), 'flows', index + 1);
  }
  return table.result();
}

function callsOf() {
  const table = new NeedTable({ version: newestKubernetes, everybody: true, isAnyName: () => false });
  for (let index = 0; index < 20_000; index++) {
    const namespace = `n${index % namespaces}`;
    const requestURI = `/api/v1/namespaces/${namespace}/pods/w${index}`;
    const user = { username: `system:serviceaccount:${namespace}:default`, groups: ['system:serviceaccounts'] };
    const objectRef = { resource: 'pods', namespace, name: `w${index}`, apiVersion: 'v1' };
    table.add(auditEvent({ auditID: `a${index}`, requestURI, user, objectRef }), 'audit.log', index + 1);
  }
  return table.result();
}

if (import.meta.main) process.stdout.write(formatRows('Proofs', benchProve()));
