// SPDX-License-Identifier: Apache-2.0
// npm run bench: every budget beside its limit, and peers in the same run where they are on the PATH.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { benchParse } from './parse.ts';
import { benchPodSecurity } from './pod-security.ts';
import { benchPhases } from './phases.ts';
import { formatRows, type Row } from './row.ts';
import { medianRun, onPath, type ProgramRun } from './run-program.ts';

const root = path.dirname(import.meta.dirname);
const rampart = path.join(root, 'dist', 'rampart.js');
const corpus = path.join(process.env['RAMPART_SHARED'] ?? path.join(root, '..', 'shared'), 'conformance', 'corpus');

/** What kube-linter took for the corpus on two cores where the budget was set. */
const kubeLinterSeconds = 2.3;

const peers: Readonly<Record<string, readonly string[]>> = {
  'kube-linter': ['lint', '--add-all-built-in', corpus],
  polaris: ['audit', '--audit-path', corpus],
};

async function startUp(): Promise<Row[]> {
  const bare = await medianRun(11, process.execPath, ['-e', '0']);
  const version = await medianRun(11, process.execPath, [rampart, '--version']);
  return [
    { name: 'node -e 0', value: bare.seconds * 1000, unit: 'ms' },
    { name: 'rampart --version', value: version.seconds * 1000, unit: 'ms', limit: { value: 80, better: 'less' } },
  ];
}

async function scanOf(folder: string, times: number): Promise<ProgramRun> {
  return await medianRun(times, process.execPath, [rampart, 'scan', folder, '--format', 'json']);
}

async function corpusScan(): Promise<Row[]> {
  const once = await scanOf(corpus, 5);
  const rows: Row[] = [
    { name: 'scan, whole process', value: once.seconds, unit: 's', limit: { value: kubeLinterSeconds / 2, better: 'less' } },
    ...memoryRow('scan, memory', once, 300),
  ];
  for (const [name, args] of Object.entries(peers)) {
    const program = onPath(name);
    if (program === undefined) {
      process.stdout.write(`${name} is not on the PATH: no ratio to it\n`);
      continue;
    }
    const peer = await medianRun(3, program, args);
    rows.push({ name, value: peer.seconds, unit: 's' }, ...memoryRow(`${name}, memory`, peer));
    rows.push({
      name: `rampart / ${name}`,
      value: once.seconds / peer.seconds,
      unit: 'of time',
      limit: { value: name === 'kube-linter' ? 0.5 : 1, better: 'less' },
    });
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'rampart-bench-'));
  try {
    for (let copy = 0; copy < 10; copy++) cpSync(corpus, path.join(folder, String(copy)), { recursive: true });
    const tenfold = await scanOf(folder, 1);
    rows.push({ name: 'tenfold copy', value: tenfold.seconds, unit: 's', limit: { value: once.seconds * 12, better: 'less' } });
    rows.push(...memoryRow('tenfold copy, memory', tenfold, 600));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

function memoryRow(name: string, run: ProgramRun, limit?: number): Row[] {
  if (run.megabytes === undefined) return [];
  return [{ name, value: run.megabytes, unit: 'MB', ...(limit === undefined ? {} : { limit: { value: limit, better: 'less' } as const }) }];
}

process.stdout.write(`${formatRows('Start-up', await startUp())}\n`);
process.stdout.write(`${formatRows('Pod security engine', benchPodSecurity())}\n`);
if (existsSync(corpus)) {
  process.stdout.write(`${formatRows('Parsing', benchParse())}\n`);
  process.stdout.write(`${formatRows('Phases of a scan', await benchPhases(corpus))}\n`);
  process.stdout.write(`${formatRows('Corpus', await corpusScan())}\n`);
} else process.stdout.write(`${corpus} is not there: parsing and scanning are not measured\n`);
