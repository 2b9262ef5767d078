// SPDX-License-Identifier: Apache-2.0
// One side of `rampart diff`: files, a revision of the repository, or the cluster.
import { revisionFolder, revisionIn } from '../adapters/git/revision.ts';
import { UsageError } from './exit-codes.ts';
import { type InventoryRead, readInventory } from './read-inventory.ts';
import { stderrProgress } from './terminal.ts';

export interface DiffOptions {
  readonly network?: boolean;
  readonly rbac?: boolean;
  readonly why?: boolean;
  readonly format: 'table' | 'json' | 'csv' | 'markdown';
  readonly namespace?: string;
  readonly exitCode?: boolean;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly include: readonly string[];
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

/** One side as it was read, under the name that was typed. */
export interface SideRead extends InventoryRead {
  readonly typed: string;
}

/** Reads both sides, of a cluster these kinds, and uses them while their files are still there to be quoted. */
export async function withSides<T>(
  typed: readonly [before: string, after: string],
  options: DiffOptions,
  kinds: ReadonlySet<string>,
  use: (before: SideRead, after: SideRead) => Promise<T>,
): Promise<T> {
  const [before, after] = typed;
  return await withSide(
    before,
    options,
    kinds,
    async (old) => await withSide(after, options, kinds, async (fresh) => await use(old, fresh)),
  );
}

async function withSide<T>(
  typed: string,
  options: DiffOptions,
  kinds: ReadonlySet<string>,
  use: (side: SideRead) => Promise<T>,
): Promise<T> {
  const revision = revisionIn(typed);
  if (revision === undefined)
    return await use({ typed, ...(await readPath(typed === 'cluster' ? [] : [typed], typed === 'cluster', options, kinds)) });
  const laidOut = await revisionFolder(revision);
  if ('reason' in laidOut) throw new UsageError(`${typed}: ${laidOut.reason}`);
  const { folder } = laidOut;
  try {
    // People know the revision, not where its files lie for the moment.
    const named = (source: string) => (source.startsWith(folder) ? `${typed}${source.slice(folder.length)}` : source);
    return await use({ typed, ...(await readPath([folder], false, options, kinds, named)) });
  } finally {
    laidOut.remove();
  }
}

async function readPath(
  paths: readonly string[],
  isCluster: boolean,
  { kubeconfig, context, include, quiet }: DiffOptions,
  kinds: ReadonlySet<string>,
  named?: (source: string) => string,
): Promise<InventoryRead> {
  const target = { ...(kubeconfig === undefined ? {} : { kubeconfig }), ...(context === undefined ? {} : { context }) };
  const cluster = isCluster ? { target, kinds } : undefined;
  return await readInventory(paths, include, undefined, stderrProgress(quiet === true), { cluster, named });
}
