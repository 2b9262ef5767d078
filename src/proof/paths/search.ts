// SPDX-License-Identifier: Apache-2.0
// Shortest ways through the graph, counted in what an attacker does: what comes with a foothold by itself is no step.
import type { AttackGraph } from './attack-graph.ts';
import type { Edge } from './edge.ts';
import type { Foothold } from './foothold.ts';

export type Path = readonly Edge[];

/** Which edges count. */
export type Counts = (edge: Edge) => boolean;

export const isSure: Counts = ({ assumes = [] }) => assumes.length === 0;
const everyEdge: Counts = () => true;

/** How far each foothold is from the nearest of the goals. */
export interface Distances {
  readonly graph: AttackGraph;
  readonly counts: Counts;
  /** -1 where no goal is reached. */
  readonly steps: Int32Array;
}

/** From the goals backwards: edges without length first, so that each foothold is settled once. */
export function distancesTo(graph: AttackGraph, goals: readonly Foothold[], counts: Counts = everyEdge): Distances {
  const steps = new Int32Array(graph.footholds.length).fill(-1);
  let layer: number[] = [];
  for (const { id } of goals) {
    if (steps[id] === 0) continue;
    steps[id] = 0;
    layer.push(id);
  }
  for (let distance = 0; layer.length > 0; distance++) {
    const next: number[] = [];
    // The layer grows by edges without length while it is walked through.
    for (const id of layer) {
      if (steps[id] !== distance) continue;
      for (const edge of graph.to[id] ?? []) {
        const reached = distance + edge.kind.length;
        const known = steps[edge.from.id] ?? -1;
        if ((known >= 0 && known <= reached) || !counts(edge)) continue;
        steps[edge.from.id] = reached;
        (edge.kind.length === 0 ? layer : next).push(edge.from.id);
      }
    }
    layer = next;
  }
  return { graph, counts, steps };
}

/** The edges of a foothold that are on a shortest path. */
function tightEdges({ graph, counts, steps }: Distances, id: number): Edge[] {
  const distance = steps[id] ?? -1;
  if (distance < 0) return [];
  return (graph.from[id] ?? []).filter((edge) => {
    const rest = steps[edge.to.id] ?? -1;
    return rest >= 0 && rest + edge.kind.length === distance && counts(edge);
  });
}

/** How many shortest paths there are from each foothold, as far as numbers go. */
function pathCounter(distances: Distances): (from: Foothold) => number {
  const known = new Map<number, number>();
  const open = new Set<number>();
  const count = (id: number): number => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const tight = tightEdges(distances, id);
    if (isGoal(distances, id, tight)) return 1;
    // Edges without length never lead back by themselves; should two, they count nothing.
    if (open.has(id)) return 0;
    open.add(id);
    const total = tight.reduce((sum, { to }) => sum + count(to.id), 0);
    open.delete(id);
    known.set(id, Math.min(total, Number.MAX_SAFE_INTEGER));
    return total;
  };
  return ({ id }) => ((distances.steps[id] ?? -1) < 0 ? 0 : count(id));
}

/** A goal is at 0, and so is what becomes one without a step. */
function isGoal({ steps }: Distances, id: number, tight: readonly Edge[]): boolean {
  return steps[id] === 0 && tight.length === 0;
}

/** One shortest path from each foothold that is asked about, the one with the least assumed at each turn. What is on several is found once. */
export function pathFinder(distances: Distances): (from: Foothold) => Path | undefined {
  const known = new Map<number, Edge | undefined>();
  const nextOf = (id: number): Edge | undefined => {
    if (known.has(id)) return known.get(id);
    let next: Edge | undefined;
    for (const edge of tightEdges(distances, id)) if (next === undefined || assumed(edge) < assumed(next)) next = edge;
    known.set(id, next);
    return next;
  };
  return ({ id }) => {
    if ((distances.steps[id] ?? -1) < 0) return undefined;
    const path: Edge[] = [];
    const seen = new Set([id]);
    for (let edge = nextOf(id); edge !== undefined && !seen.has(edge.to.id); edge = nextOf(edge.to.id)) {
      path.push(edge);
      seen.add(edge.to.id);
    }
    return path;
  };
}

function assumed({ assumes = [] }: Edge): number {
  return assumes.length;
}

/** Shortest paths from a foothold, one after the other: at most `most`. */
function shortestPaths(distances: Distances, from: Foothold, most: number): Path[] {
  const paths: Path[] = [];
  const walk = (id: number, path: readonly Edge[], seen: ReadonlySet<number>) => {
    if (paths.length >= most) return;
    const tight = tightEdges(distances, id);
    if (isGoal(distances, id, tight)) {
      paths.push(path);
      return;
    }
    const ranked = tight.toSorted((a, b) => assumed(a) - assumed(b));
    for (const edge of ranked) if (!seen.has(edge.to.id)) walk(edge.to.id, [...path, edge], new Set([...seen, edge.to.id]));
  };
  if ((distances.steps[from.id] ?? -1) >= 0) walk(from.id, [], new Set([from.id]));
  return paths;
}

export interface Query {
  readonly from: readonly Foothold[];
  readonly to: readonly Foothold[];
  /** Paths of each source that are told; their number is told in any case. */
  readonly most?: number;
  /** Actions of removables that are taken as done. */
  readonly without?: ReadonlySet<string>;
}

/** A source that reaches a goal. */
export interface Reached {
  readonly from: Foothold;
  /** What an attacker does, one thing after the other. */
  readonly steps: number;
  /** Nothing is taken for true that the input does not tell. */
  readonly isSure: boolean;
  /** Shortest paths in all. */
  readonly count: number;
  readonly paths: readonly Path[];
}

/**
 * The sources that reach a goal, each with its shortest paths: those that rest on nothing assumed where there are any, else those that
 * do. In the order of the sources.
 */
export function pathsOf(graph: AttackGraph, { from, to, most = 10, without }: Query): Reached[] {
  const remains: Counts = without === undefined ? everyEdge : (edge) => !isRemoved(edge, without);
  const sure = distancesTo(graph, to, (edge) => isSure(edge) && remains(edge));
  const all = distancesTo(graph, to, remains);
  const [countSure, countAll] = [pathCounter(sure), pathCounter(all)];
  const [findSure, findAll] = [pathFinder(sure), pathFinder(all)];
  return from.flatMap((source): Reached[] => {
    const known = (sure.steps[source.id] ?? -1) >= 0;
    const distances = known ? sure : all;
    const steps = distances.steps[source.id] ?? -1;
    if (steps < 0) return [];
    const count = (known ? countSure : countAll)(source);
    const first = (known ? findSure : findAll)(source);
    const paths = most === 1 && first !== undefined ? [first] : shortestPaths(distances, source, most);
    return [{ from: source, steps, isSure: known, count, paths }];
  });
}

function isRemoved({ removables = [] }: Edge, done: ReadonlySet<string>): boolean {
  return removables.some(({ action }) => done.has(action));
}
