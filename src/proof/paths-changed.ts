// SPDX-License-Identifier: Apache-2.0
// Which attack paths a change closes, and which it opens: from whom a goal is reached on one side alone.
import { compile } from '../engines/network/index.ts';
import type { ObservedNetwork } from './flows/observed-network.ts';
import type { Inventory } from '../model/inventory.ts';
import { type AttackGraph, attackGraph, goalNames, goalsOf, type Path, pathsOf, type Reached } from './paths/index.ts';

export interface PathChange {
  /** `cluster-admin`, `secrets` or `node`. */
  readonly goal: string;
  /** From whom, with a shortest path. */
  readonly reached: Reached;
  readonly path: Path;
}

export interface PathsChanged {
  readonly closed: readonly PathChange[];
  readonly opened: readonly PathChange[];
  /** Footholds and goals that a path connects before and after. */
  readonly standing: number;
}

/** The networks of both sides, where they are compiled already. */
interface Networks {
  readonly before: ObservedNetwork;
  readonly after: ObservedNetwork;
}

/** Of the internet, every workload and everybody that a binding names. */
export function pathsChanged(before: Inventory, after: Inventory, networks: Networks | undefined): PathsChanged {
  const reached = (inventory: Inventory, observed: ObservedNetwork | undefined) =>
    reachedIn(attackGraph(inventory, { network: observed?.network ?? compile(inventory) }));
  const [old, fresh] = [reached(before, networks?.before), reached(after, networks?.after)];
  const without = (some: ReadonlyMap<string, PathChange>, others: ReadonlyMap<string, PathChange>) =>
    [...some].flatMap(([key, change]) => (others.has(key) ? [] : [change]));
  const opened = without(fresh, old);
  return { closed: without(old, fresh), opened, standing: fresh.size - opened.length };
}

const sources: ReadonlySet<string> = new Set(['internet', 'workload', 'user', 'group', 'serviceAccount']);

function reachedIn(graph: AttackGraph): Map<string, PathChange> {
  const reached = new Map<string, PathChange>();
  for (const goal of goalNames) {
    const goals = goalsOf(graph, goal);
    if ('refused' in goals) continue;
    const from = graph.footholds.filter(({ kind }) => sources.has(kind));
    for (const one of pathsOf(graph, { from, to: goals, most: 1 })) {
      const [path] = one.paths;
      // Who is the goal already takes no path to it.
      if (path !== undefined && path.length > 0) reached.set(`${one.from.name} → ${goal}`, { goal, reached: one, path });
    }
  }
  return reached;
}
