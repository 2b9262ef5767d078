// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { readPaths } from '../adapters/files/read-paths.ts';
import { buildInventory, type Inventory, type InventorySource } from '../model/inventory.ts';
import type { Problem } from '../model/problem.ts';
import { type KubernetesVersion, newestKubernetes } from '../model/version.ts';
import type { TextOf } from '../report/places.ts';
import { count } from '../report/style.ts';
import type { ClusterTarget } from './cluster-options.ts';
import { wrongTypeProblems } from './problems.ts';
import type { Progress } from './terminal.ts';

export interface InventoryRead {
  readonly inventory: Inventory;
  /** Bad input, fields of pod templates that Kubernetes would refuse among it. */
  readonly problems: readonly Problem[];
  readonly files: number;
  readonly textOf: TextOf;
}

/** A live cluster to read besides the paths. */
export interface LiveInput {
  readonly target: ClusterTarget;
  /** The kinds that will be looked at, as checks name them. */
  readonly kinds: ReadonlySet<string>;
}

/**
 * Reads what the paths of a command line lead to, and the cluster that it names. The version is the one asked for, else the cluster's,
 * else the newest known. Ctrl-C ends the reading; what was read until then is returned.
 */
export async function readInventory(
  paths: readonly string[],
  include: readonly string[],
  version: KubernetesVersion | undefined,
  progress: Progress,
  live?: LiveInput,
): Promise<InventoryRead> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  const { signal } = interruption;
  try {
    // The cluster first: charts are rendered for its version.
    const cluster = live === undefined ? undefined : await readLive(live, signal, progress);
    const judgedFor = version ?? cluster?.version ?? newestKubernetes;
    const read = await readPaths(paths, {
      include,
      version: judgedFor,
      signal,
      onProgress: (files, bytes) => progress.show(`reading: ${count(files, 'file')}, ${(bytes / 1e6).toFixed(1)} MB`),
    });
    const source = cluster === undefined ? read : joined(cluster, read);
    const inventory = buildInventory(source, judgedFor);
    const { files, textOf } = read;
    return {
      inventory,
      problems: withoutRepetition([...source.problems, ...wrongTypeProblems(inventory.workloads, textOf)]),
      files,
      textOf,
    };
  } finally {
    progress.clear();
    process.off('SIGINT', interrupt);
  }
}

async function readLive({ target, kinds }: LiveInput, signal: AbortSignal, progress: Progress) {
  const { readCluster } = await import('../adapters/cluster/read-cluster.ts');
  return await readCluster({
    ...target,
    kinds,
    signal,
    onProgress: (objects) => progress.show(`reading the cluster: ${count(objects, 'object')}`),
  });
}

function joined(a: InventorySource, b: InventorySource): InventorySource {
  return {
    ...a,
    objects: [...a.objects, ...b.objects],
    problems: [...a.problems, ...b.problems],
    passedOver: a.passedOver + b.passedOver,
  };
}

/** Metadata of a Pod is read twice: as an object's, and as a template's. What is wrong with it is told once. */
function withoutRepetition(problems: readonly Problem[]): Problem[] {
  const byPlace = new Map<string, Problem>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.source, problem.line, problem.column, problem.reason]);
    if (!byPlace.has(key)) byPlace.set(key, problem);
  }
  return [...byPlace.values()];
}
