// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { readPaths } from '../adapters/files/read-paths.ts';
import type { NodeRead } from '../adapters/node/read-node.ts';
import { buildInventory, type Inventory, type InventorySource } from '../model/inventory.ts';
import type { KubernetesObject } from '../model/object.ts';
import type { Problem } from '../model/problem.ts';
import { compareVersions, type KubernetesVersion, newestKubernetes } from '../model/version.ts';
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

/** What to read besides the paths. */
export interface OtherInput {
  readonly cluster?: LiveInput | undefined;
  /** Folders at which the disks of nodes are. */
  readonly roots?: readonly string[];
  /** What files are called instead of by their paths. */
  readonly named?: ((source: string) => string) | undefined;
}

/** A live cluster. */
interface LiveInput {
  readonly target: ClusterTarget;
  /** The kinds that will be looked at, as checks name them. */
  readonly kinds: ReadonlySet<string>;
  /** Whether its kubelets are asked for their configuration. */
  readonly configz?: boolean;
}

/**
 * Reads what the paths of a command line lead to, and the cluster and nodes that it names. The version is the one asked for, else the
 * cluster's, else that of the nodes' API servers, else the newest known. Ctrl-C ends the reading; what was read until then is returned.
 */
export async function readInventory(
  paths: readonly string[],
  include: readonly string[],
  version: KubernetesVersion | undefined,
  progress: Progress,
  other: OtherInput = {},
): Promise<InventoryRead> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  const { signal } = interruption;
  try {
    // The cluster first: charts are rendered for its version.
    const cluster = other.cluster === undefined ? undefined : await readLive(other.cluster, signal, progress);
    const onProgress = (files: number, bytes: number) => progress.show(`reading: ${count(files, 'file')}, ${(bytes / 1e6).toFixed(1)} MB`);
    const nodes = await readNodes(other.roots ?? [], signal, onProgress);
    const judgedFor = version ?? cluster?.version ?? oldestOf(nodes) ?? newestKubernetes;
    const read = renamed(await readPaths(paths, { include, version: judgedFor, signal, onProgress }), other.named);
    const source = [...(cluster === undefined ? [] : [cluster]), ...nodes].reduceRight<InventorySource>(joined, read);
    const inventory = buildInventory(source, judgedFor);
    const files = [read, ...nodes].reduce((sum, part) => sum + part.files, 0);
    const textOf: TextOf = (name) => [read, ...nodes].reduce<string | undefined>((text, part) => text ?? part.textOf(name), undefined);
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

type FilesRead = Awaited<ReturnType<typeof readPaths>>;

function renamed(read: FilesRead, named: OtherInput['named']): FilesRead {
  if (named === undefined) return read;
  const paths = new Map<string, string>();
  const nameOf = (source: string) => {
    const name = named(source);
    paths.set(name, source);
    return name;
  };
  return {
    ...read,
    objects: read.objects.map((object) =>
      object.origin.kind === 'file' ? { ...object, origin: { ...object.origin, source: nameOf(object.origin.source) } } : object,
    ),
    problems: read.problems.map((problem) => ({ ...problem, source: nameOf(problem.source) })),
    textOf: (name) => read.textOf(paths.get(name) ?? name),
  };
}

async function readLive({ target, kinds, configz = false }: LiveInput, signal: AbortSignal, progress: Progress) {
  const { readCluster } = await import('../adapters/cluster/read-cluster.ts');
  return await readCluster({
    ...target,
    kinds,
    configz,
    signal,
    onProgress: (objects) => progress.show(`reading the cluster: ${count(objects, 'object')}`),
  });
}

async function readNodes(
  roots: readonly string[],
  signal: AbortSignal,
  onProgress: (files: number, bytes: number) => void,
): Promise<NodeRead[]> {
  if (roots.length === 0) return [];
  const { readNode } = await import('../adapters/node/read-node.ts');
  const nodes: NodeRead[] = [];
  for (const root of roots) nodes.push(await readNode(root, { signal, onProgress }));
  return nodes;
}

function oldestOf(nodes: readonly NodeRead[]): KubernetesVersion | undefined {
  return nodes.flatMap(({ version }) => version ?? []).toSorted(compareVersions)[0];
}

/** Both, a file that is in both once. */
function joined(b: InventorySource, a: InventorySource): InventorySource {
  const places = new Set(a.objects.map(placeOf));
  return {
    ...b,
    ...a,
    objects: [...a.objects, ...b.objects.filter((object) => object.origin.kind !== 'file' || !places.has(placeOf(object)))],
    problems: [...a.problems, ...b.problems],
    passedOver: a.passedOver + b.passedOver,
    gaps: [...(a.gaps ?? []), ...(b.gaps ?? [])],
  };
}

function placeOf({ origin }: KubernetesObject): string {
  return origin.kind === 'file' ? JSON.stringify([origin.source, origin.start, origin.pointer]) : '';
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
