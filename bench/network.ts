// SPDX-License-Identifier: Apache-2.0
// Every pair of pods and every port of generated clusters: compiling, and the verdict of each pair. Budgets: 1,000 pods and 200
// policies in 0.5 s and 300 MB, 10,000 pods and 2,000 policies in 5 s. Each size runs in a process of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { compile, countAllowed } from '../src/engines/network/index.ts';
import type { JsonObject } from '../src/model/json.ts';
import type { KubernetesObject } from '../src/model/object.ts';
import { workloadsOf } from '../src/model/workloads.ts';
import { formatRows, type Row } from './row.ts';
import { onPath, runProgram } from './run-program.ts';

type Shape = 'alike' | 'distinct';

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  readonly classes: number;
  readonly allowedPairs: number;
}

const sizes = [
  { pods: 1000, policies: 200, seconds: 0.5, megabytes: 300 },
  { pods: 10_000, policies: 2000, seconds: 5, megabytes: undefined },
] as const;

/** What netpol-analyzer took for the first size where the budget was set. */
const analyzerSeconds = 57;

export async function benchNetwork(): Promise<readonly Row[]> {
  const analyzer = await analyzerRun();
  return sizes.flatMap(({ pods, policies, seconds, megabytes }) =>
    (['alike', 'distinct'] as const).flatMap((shape): Row[] => {
      const name = `${pods.toLocaleString('en-US')} pods, ${policies.toLocaleString('en-US')} policies, ${shape === 'alike' ? 'labels as they are' : 'no two pods alike'}`;
      const measured = inOwnProcess(pods, policies, shape);
      return [
        { name, value: measured.seconds, unit: 's', limit: { value: seconds, better: 'less' } },
        {
          name: `${name}, memory`,
          value: measured.megabytes,
          unit: 'MB',
          ...(megabytes === undefined ? {} : { limit: { value: megabytes, better: 'less' } as const }),
        },
        { name: `${name}, classes`, value: measured.classes, unit: '' },
        ...(pods === 1000 && shape === 'alike'
          ? [
              ...(analyzer === undefined ? [] : [{ name: 'netpol-analyzer, the same cluster', value: analyzer, unit: 's' }]),
              {
                name: `${name}, beside ${analyzer === undefined ? `the ${analyzerSeconds} s of netpol-analyzer then` : 'netpol-analyzer now'}`,
                value: measured.seconds / (analyzer ?? analyzerSeconds),
                unit: 'of time',
              },
            ]
          : []),
      ];
    }),
  );
}

/** The peer on the first size, where it is installed. */
async function analyzerRun(): Promise<number | undefined> {
  const program = onPath('netpol-analyzer');
  if (program === undefined) {
    process.stdout.write('netpol-analyzer is not on the PATH: its time is that of where the budget was set\n');
    return undefined;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'rampart-bench-'));
  try {
    const items = clusterOf(1000, 200, 'alike').map(({ body, apiVersion }) => JSON.stringify({ ...body, apiVersion }));
    writeFileSync(path.join(folder, 'cluster.yaml'), items.join('\n---\n'));
    const { seconds } = await runProgram(program, ['list', '--quiet', '--dirpath', folder]);
    return seconds;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inOwnProcess(pods: number, policies: number, shape: Shape): Measured {
  const { stdout, stderr, status } = spawnSync(process.execPath, [import.meta.filename, String(pods), String(policies), shape], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

function measure(pods: number, policies: number, shape: Shape): Measured {
  const objects = clusterOf(pods, policies, shape);
  const world = { objects, workloads: workloadsOf(objects) };
  const before = process.cpuUsage();
  const network = compile(world, { blocksMatchPods: true });
  const allowedPairs = countAllowed(network);
  const used = process.cpuUsage(before);
  const seconds = (used.user + used.system) / 1e6;
  return { seconds, megabytes: process.resourceUsage().maxRSS / 1000, classes: network.classes.count, allowedPairs };
}

/** Namespaces of 25 pods in applications of 5; in each a default deny, and policies between applications, namespaces and blocks. */
function clusterOf(pods: number, policies: number, shape: Shape): KubernetesObject[] {
  const random = randomFrom(7);
  const namespaces = Math.ceil(pods / 25);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const podLabels = (index: number) => ({
    app: `app-${Math.floor((index % 25) / 5)}`,
    tier: ['web', 'api', 'data'][index % 3] ?? 'web',
    version: `v${index % 4}`,
    'pod-template-hash': `${(index * 7919) % 100_003}`,
    pod: `pod-${index}`,
  });
  const names = Array.from({ length: pods }, (_, index) => `pod-${index}`);
  const some = () => Array.from({ length: Math.max(30, pods / 100) }, () => pick(names));
  const selector = (): JsonObject => {
    if (shape === 'distinct') return { matchExpressions: [{ key: 'pod', operator: pick(['In', 'In', 'NotIn']), values: some() }] };
    return pick<JsonObject>([
      {},
      { matchLabels: { app: `app-${Math.floor(random() * 5)}` } },
      { matchLabels: { tier: pick(['web', 'api', 'data']) } },
    ]);
  };
  const peer = (): JsonObject =>
    pick<JsonObject>([
      { podSelector: selector() },
      { namespaceSelector: { matchLabels: { team: `team-${Math.floor(random() * 10)}` } }, podSelector: selector() },
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': `ns-${Math.floor(random() * namespaces)}` } } },
      { ipBlock: { cidr: `${Math.floor(random() * 200) + 1}.${Math.floor(random() * 255)}.0.0/16`, except: [] } },
    ]);
  const port = (): JsonObject =>
    pick<JsonObject>([
      { port: 8080 + Math.floor(random() * 20) },
      { port: 'http' },
      { port: 53, protocol: 'UDP' },
      { port: 9000, endPort: 9000 + Math.floor(random() * 100) },
    ]);
  const policy = (index: number): JsonObject => {
    const namespace = `ns-${index % namespaces}`;
    const metadata = { name: `policy-${index}`, namespace };
    if (index < namespaces && shape === 'alike') return { metadata, spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } };
    const podSelector = shape === 'distinct' ? {} : selector();
    return {
      metadata,
      spec: {
        podSelector,
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [peer(), peer()], ports: [port(), port()] }],
        egress: [
          { to: [peer(), peer()], ports: [port()] },
          { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: 'UDP' }] },
        ],
      },
    };
  };
  return [
    ...Array.from({ length: namespaces }, (_, index) =>
      objectOf({
        kind: 'Namespace',
        metadata: { name: `ns-${index}`, labels: { 'kubernetes.io/metadata.name': `ns-${index}`, team: `team-${index % 10}` } },
      }),
    ),
    ...Array.from({ length: pods }, (_, index) =>
      objectOf({
        kind: 'Pod',
        metadata: { name: `pod-${index}`, namespace: `ns-${Math.floor(index / 25)}`, labels: podLabels(index) },
        spec: { containers: [{ name: 'app', ports: [{ name: 'http', containerPort: 8080 + (index % 3) }] }] },
        status: { podIP: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}` },
      }),
    ),
    ...Array.from({ length: policies }, (_, index) => objectOf({ ...policy(index), kind: 'NetworkPolicy' })),
  ];
}

function objectOf(body: JsonObject & { readonly kind: string }): KubernetesObject {
  const { kind } = body;
  const { name, namespace = '', labels = {} } = body['metadata'] as { name: string; namespace?: string; labels?: Record<string, string> };
  const apiVersion = kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'v1';
  return {
    apiVersion,
    kind,
    namespace,
    name,
    labels,
    annotations: {},
    body,
    origin: { kind: 'file', source: 'generated', start: 0, end: 0, pointer: '' },
  };
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

if (import.meta.main) {
  const [pods, policies, shape] = process.argv.slice(2);
  if (pods === undefined) process.stdout.write(`${formatRows('Network', await benchNetwork())}\n`);
  else process.stdout.write(JSON.stringify(measure(Number(pods), Number(policies), shape === 'distinct' ? 'distinct' : 'alike')));
}
