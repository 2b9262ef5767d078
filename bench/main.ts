// SPDX-License-Identifier: Apache-2.0
// npm run bench: every budget beside its limit, and peers in the same run where they are on the PATH.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { readPaths } from '../src/adapters/files/read-paths.ts';
import { benchAudit } from './audit.ts';
import { benchAuditPolicy } from './audit-policy.ts';
import { benchCluster, titleOf } from './cluster.ts';
import { benchNetwork } from './network.ts';
import { benchParse } from './parse.ts';
import { benchPaths } from './paths.ts';
import { benchPodSecurity } from './pod-security.ts';
import { benchPhases, writeDeployments } from './phases.ts';
import { benchProve } from './prove.ts';
import { benchRbac } from './rbac.ts';
import { formatRows, type Row } from './row.ts';
import { medianRun, onPath, type ProgramRun } from './run-program.ts';

const root = path.dirname(import.meta.dirname);
const rampart = path.join(root, 'dist', 'rampart.js');
const corpus = path.join(process.env['RAMPART_SHARED'] ?? path.join(root, '..', 'shared'), 'conformance', 'corpus');

/** What kube-linter took for the corpus on two cores where the budget was set. */
const kubeLinterSeconds = 2.3;

interface Peer {
  readonly name: string;
  readonly args: (inputs: readonly string[]) => readonly string[];
  /** True where it ends at the first file that it cannot read: it is then given those that can be read, and so are we. */
  readonly needsWholeFiles?: true;
  /** The most that our time may be of its time. */
  readonly limit?: number;
}

const peers: readonly Peer[] = [
  { name: 'kube-linter', args: (inputs) => ['lint', '--add-all-built-in', ...inputs], limit: 0.5 },
  { name: 'polaris', args: (inputs) => ['audit', '--audit-path', ...inputs] },
  { name: 'kube-score', args: (inputs) => ['score', ...inputs], needsWholeFiles: true },
];

async function startUp(): Promise<Row[]> {
  const bare = await medianRun(11, process.execPath, ['-e', '0']);
  const version = await medianRun(11, process.execPath, [rampart, '--version']);
  return [
    { name: 'node -e 0', value: bare.seconds * 1000, unit: 'ms' },
    { name: 'rampart --version', value: version.seconds * 1000, unit: 'ms', limit: { value: 80, better: 'less' } },
  ];
}

async function scanOf(inputs: readonly string[], times: number): Promise<ProgramRun> {
  return await medianRun(times, process.execPath, [rampart, 'scan', ...inputs, '--format', 'json']);
}

/** A peer and ourselves on the same input, one after the other. */
async function besidePeer({ name, args, needsWholeFiles, limit }: Peer): Promise<Row[]> {
  const program = onPath(name);
  if (program === undefined) {
    process.stdout.write(`${name} is not on the PATH: no ratio to it\n`);
    return [];
  }
  const inputs = needsWholeFiles === true ? await wholeFiles() : [corpus];
  const [theirs, ours] = [await medianRun(3, program, args(inputs)), await scanOf(inputs, 3)];
  return [
    { name, value: theirs.seconds, unit: 's' },
    ...memoryRow(`${name}, memory`, theirs),
    {
      name: `rampart / ${name}`,
      value: ours.seconds / theirs.seconds,
      unit: 'of time',
      ...(limit === undefined ? {} : { limit: { value: limit, better: 'less' } as const }),
    },
  ];
}

async function wholeFiles(): Promise<string[]> {
  const { objects, problems } = await readPaths([corpus], { render: false });
  const broken = new Set(problems.map(({ source }) => source));
  const sources = objects.flatMap(({ origin }) => (origin.kind === 'file' ? [origin.source] : []));
  return [...new Set(sources)].filter((source) => !broken.has(source));
}

async function corpusScan(): Promise<Row[]> {
  const once = await scanOf([corpus], 5);
  // With nothing on the PATH nothing is rendered: the time is ours alone.
  const alone = await medianRun(5, process.execPath, [rampart, 'scan', corpus, '--format', 'json'], { PATH: corpus });
  const rows: Row[] = [
    { name: 'scan, whole process', value: once.seconds, unit: 's', limit: { value: kubeLinterSeconds / 2, better: 'less' } },
    { name: 'scan, without kubectl, kustomize and helm', value: alone.seconds, unit: 's' },
    ...memoryRow('scan, memory', once, 300),
  ];
  for (const peer of peers) rows.push(...(await besidePeer(peer)));
  await inTemporaryFolder(async (folder) => {
    for (let copy = 0; copy < 10; copy++) cpSync(corpus, path.join(folder, String(copy)), { recursive: true });
    const tenfold = await scanOf([folder], 1);
    rows.push({ name: 'tenfold copy', value: tenfold.seconds, unit: 's', limit: { value: once.seconds * 12, better: 'less' } });
    rows.push(...memoryRow('tenfold copy, memory', tenfold, 600));
  });
  return rows;
}

function memoryRow(name: string, run: ProgramRun, limit?: number): Row[] {
  if (run.megabytes === undefined) return [];
  return [{ name, value: run.megabytes, unit: 'MB', ...(limit === undefined ? {} : { limit: { value: limit, better: 'less' } as const }) }];
}

async function generated(): Promise<Row[]> {
  return await inTemporaryFolder(async (folder) => {
    writeDeployments(folder, 10_000);
    return await benchPhases(folder);
  });
}

async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rampart-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.stdout.write(`${formatRows('Start-up', await startUp())}\n`);
process.stdout.write(`${formatRows('Pod security engine', benchPodSecurity())}\n`);
process.stdout.write(`${formatRows('Network engine: every pair and every port', await benchNetwork())}\n`);
process.stdout.write(`${formatRows('Audit logs', await benchAudit())}\n`);
process.stdout.write(`${formatRows('Audit policies', benchAuditPolicy())}\n`);
process.stdout.write(`${formatRows('Proofs: 2,000 workloads, 50,000 flows, 20,000 calls', benchProve())}\n`);
process.stdout.write(`${formatRows('RBAC engine: 50,000 bindings and 10,000 roles', benchRbac())}\n`);
process.stdout.write(`${formatRows('Attack paths', benchPaths())}\n`);
process.stdout.write(`${formatRows('10,000 generated Deployments', await generated())}\n`);
for (const pods of ['owned', 'bare'] as const) process.stdout.write(`${formatRows(titleOf(pods), await benchCluster(pods))}\n`);
if (existsSync(corpus)) {
  process.stdout.write(`${formatRows('Parsing', benchParse())}\n`);
  process.stdout.write(`${formatRows('Phases of a scan', await benchPhases(corpus))}\n`);
  process.stdout.write(`${formatRows('Corpus', await corpusScan())}\n`);
} else process.stdout.write(`${corpus} is not there: parsing and scanning are not measured\n`);
