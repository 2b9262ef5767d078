// SPDX-License-Identifier: Apache-2.0
// One side of `rampart diff`: files, a revision of the repository, or the cluster.
import { revisionFolder, revisionIn } from '../adapters/git/revision.ts';
import type { Problem } from '../model/problem.ts';
import { UsageError } from './exit-codes.ts';
import { type InventoryRead, readInventory } from './read-inventory.ts';
import { stderrProgress } from './terminal.ts';

export interface DiffOptions {
  readonly network?: boolean;
  readonly rbac?: boolean;
  readonly format: 'table' | 'json' | 'csv' | 'markdown';
  readonly namespace?: string;
  readonly exitCode?: boolean;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly include: readonly string[];
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

/** Reads a side, of a cluster these kinds, and makes of it what is compared while its files are still there. */
export async function readSide<Side extends { readonly problems: readonly Problem[] }>(
  typed: string,
  options: DiffOptions,
  kinds: ReadonlySet<string>,
  make: (read: InventoryRead) => Side,
): Promise<Side> {
  const revision = revisionIn(typed);
  if (revision === undefined) return make(await readPath(typed === 'cluster' ? [] : [typed], typed === 'cluster', options, kinds));
  const laidOut = await revisionFolder(revision);
  if ('reason' in laidOut) throw new UsageError(`${typed}: ${laidOut.reason}`);
  try {
    const side = make(await readPath([laidOut.folder], false, options, kinds));
    // People know the revision, not where its files lie for the moment.
    const named = (source: string) => (source.startsWith(laidOut.folder) ? `${typed}${source.slice(laidOut.folder.length)}` : source);
    return { ...side, problems: side.problems.map((problem) => ({ ...problem, source: named(problem.source) })) };
  } finally {
    laidOut.remove();
  }
}

async function readPath(
  paths: readonly string[],
  isCluster: boolean,
  { kubeconfig, context, include, quiet }: DiffOptions,
  kinds: ReadonlySet<string>,
): Promise<InventoryRead> {
  const target = { ...(kubeconfig === undefined ? {} : { kubeconfig }), ...(context === undefined ? {} : { context }) };
  const cluster = isCluster ? { target, kinds } : undefined;
  return await readInventory(paths, include, undefined, stderrProgress(quiet === true), { cluster });
}
