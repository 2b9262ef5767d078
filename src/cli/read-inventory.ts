// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { readPaths } from '../adapters/files/read-paths.ts';
import { buildInventory, type Inventory } from '../model/inventory.ts';
import type { Problem } from '../model/problem.ts';
import type { KubernetesVersion } from '../model/version.ts';
import type { TextOf } from '../report/places.ts';
import { count } from '../report/style.ts';
import { wrongTypeProblems } from './problems.ts';
import type { Progress } from './terminal.ts';

export interface InventoryRead {
  readonly inventory: Inventory;
  /** Bad input, fields of pod templates that Kubernetes would refuse among it. */
  readonly problems: readonly Problem[];
  readonly files: number;
  readonly textOf: TextOf;
}

/** Reads what the paths of a command line lead to. Ctrl-C ends the reading; what was read until then is returned. */
export async function readInventory(
  paths: readonly string[],
  include: readonly string[],
  version: KubernetesVersion,
  progress: Progress,
): Promise<InventoryRead> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  try {
    const read = await readPaths(paths, {
      include,
      version,
      signal: interruption.signal,
      onProgress: (files, bytes) => progress.show(`reading: ${count(files, 'file')}, ${(bytes / 1e6).toFixed(1)} MB`),
    });
    const inventory = buildInventory(read, version);
    const { files, textOf } = read;
    return { inventory, problems: withoutRepetition([...read.problems, ...wrongTypeProblems(inventory.workloads, textOf)]), files, textOf };
  } finally {
    progress.clear();
    process.off('SIGINT', interrupt);
  }
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
