// SPDX-License-Identifier: Apache-2.0
// The cheapest set of bindings, mounts and labels to take away so that no source reaches a goal any more. One removal may close several
// edges; with such the smallest set is hard to find in general, so it is said whether the set found is proven to be smallest.
import type { AttackGraph } from './attack-graph.ts';
import type { Edge } from './edge.ts';
import type { Removable } from './removable.ts';
import { endless, FlowNetwork } from './max-flow.ts';
import { distancesTo, pathsOf, type Query, type Reached } from './search.ts';

export interface CutOptions {
  /** How often a binding was used; undefined where nobody looked. */
  readonly usesOf?: (removable: Removable) => number | undefined;
}

export interface Removal {
  readonly removable: Removable;
  readonly weight: number;
  readonly uses?: number;
}

export interface Cut {
  /** Lightest first. */
  readonly removals: readonly Removal[];
  readonly weight: number;
  /** No set weighs less than this; equal to `weight` where the set is proven to be smallest. */
  readonly atLeast: number;
  readonly isSmallest: boolean;
  /** Sources that reached a goal, and no longer do. */
  readonly closed: number;
  /** Sources that reach a goal whatever is taken away, by what remains. */
  readonly surviving: readonly Reached[];
}

/** 1 by itself; 1 more for each doubling of its uses, and for each workload that it would refuse. */
export function weightOf(removable: Removable, uses: number | undefined): number {
  return 1 + Math.ceil(Math.log2(1 + (uses ?? 0))) + (removable.cost ?? 0);
}

export function cutOf(graph: AttackGraph, query: Query, { usesOf = () => undefined }: CutOptions = {}): Cut {
  // Whatever reaches a goal by edges that nothing takes away counts as a goal itself.
  const lost = distancesTo(graph, query.to, ({ removables = [] }) => removables.length === 0).steps;
  const reaching = distancesTo(graph, query.to).steps;
  const sources = query.from.filter(({ id }) => (reaching[id] ?? -1) >= 0);
  const open = sources.filter(({ id }) => (lost[id] ?? -1) < 0);
  const problem = problemOf(
    graph,
    open.map(({ id }) => id),
    reaching,
    (id) => (lost[id] ?? -1) >= 0,
    (one) => weightOf(one, usesOf(one)),
  );
  const { chosen, atLeast } = solve(problem);
  const removals = [...chosen]
    .flatMap((action): Removal[] => {
      const label = problem.labels.get(action);
      const uses = label === undefined ? undefined : usesOf(label.removable);
      return label === undefined ? [] : [{ removable: label.removable, weight: label.weight, ...(uses === undefined ? {} : { uses }) }];
    })
    .toSorted((a, b) => a.weight - b.weight || (a.removable.action < b.removable.action ? -1 : 1));
  const weight = removals.reduce((sum, removal) => sum + removal.weight, 0);
  const surviving = pathsOf(graph, { ...query, from: sources, without: chosen });
  return { removals, weight, atLeast, isSmallest: atLeast >= weight, closed: sources.length - surviving.length, surviving };
}

interface Label {
  readonly removable: Removable;
  readonly weight: number;
  readonly arcs: number[];
}

interface Problem {
  readonly network: FlowNetwork;
  readonly source: number;
  readonly sink: number;
  readonly labels: ReadonlyMap<string, Label>;
  readonly ends: ReadonlyMap<number, readonly [from: number, to: number]>;
  /** Arcs. */
  readonly size: number;
}

/** Capacities are whole: a label on several arcs is shared among them in these parts. */
const parts = 5040;

function problemOf(
  graph: AttackGraph,
  sources: readonly number[],
  reaching: Int32Array,
  isLost: (id: number) => boolean,
  weigh: (removable: Removable) => number,
): Problem {
  const network = new FlowNetwork();
  const [source, sink] = [network.node(), network.node()];
  const nodes = new Map<number, number>();
  const gates = new Map<string, number>();
  const labels = new Map<string, Label>();
  const ends = new Map<number, readonly [number, number]>();
  const queue = [...sources];
  const nodeOf = (id: number): number => {
    if (isLost(id)) return sink;
    const known = nodes.get(id);
    if (known !== undefined) return known;
    const made = network.node();
    nodes.set(id, made);
    queue.push(id);
    return made;
  };
  const arc = (from: number, to: number, removable: Removable) => {
    const known = labels.get(removable.action) ?? { removable, weight: weigh(removable), arcs: [] };
    labels.set(removable.action, known);
    const index = network.arc(from, to, 0);
    known.arcs.push(index);
    ends.set(index, [from, to]);
  };
  /** Edges of one foothold that the same removals close go through the same gates. */
  const throughGates = (edge: Edge, from: number): number =>
    (edge.removables ?? []).reduce((at, removable) => {
      const key = `${at} ${removable.action}`;
      const known = gates.get(key);
      if (known !== undefined) return known;
      const gate = network.node();
      gates.set(key, gate);
      arc(at, gate, removable);
      return gate;
    }, from);
  for (const id of new Set(sources)) network.arc(source, nodeOf(id), endless);
  const done = new Set<number>();
  for (const id of queue) {
    if (done.has(id)) continue;
    done.add(id);
    const from = nodeOf(id);
    for (const edge of graph.from[id] ?? []) {
      if ((reaching[edge.to.id] ?? -1) < 0 || edge.to.id === id) continue;
      network.arc(throughGates(edge, from), nodeOf(edge.to.id), endless);
    }
  }
  return { network, source, sink, labels, ends, size: network.size };
}

interface Solution {
  readonly chosen: ReadonlySet<string>;
  readonly atLeast: number;
}

/** What may be spent, in arcs looked at, before the set at hand is taken with the bound that holds; and branches at most. */
const budget = { arcs: 4_000_000, branches: 400 };

/**
 * Each label is shared among its arcs, so that a minimum cut weighs no more than the best set: where it cuts all arcs of a label or
 * none it is the best set. Else that label is tried both ways.
 */
function solve(problem: Problem): Solution {
  if (problem.labels.size === 0) return { chosen: new Set(), atLeast: 0 };
  let best: { chosen: ReadonlySet<string>; weight: number } = everything(problem);
  let branches = 0;
  const open: { taken: ReadonlySet<string>; kept: ReadonlySet<string>; bound: number }[] = [
    { taken: new Set(), kept: new Set(), bound: 0 },
  ];
  let atLeast = 0;
  for (;;) {
    open.sort((a, b) => b.bound - a.bound);
    const branch = open.pop();
    if (branch === undefined || branch.bound >= best.weight) return { chosen: best.chosen, atLeast: best.weight };
    atLeast = Math.max(atLeast, branch.bound);
    if (branches++ >= Math.min(budget.branches, budget.arcs / problem.size)) return { chosen: best.chosen, atLeast };
    const relaxed = relaxedCut(problem, branch.taken, branch.kept);
    if (relaxed === undefined || relaxed.bound >= best.weight) continue;
    const whole = withoutNeedless(problem, relaxed.touched);
    const weight = weightOfAll(problem, whole);
    if (weight < best.weight) best = { chosen: whole, weight };
    if (relaxed.split === undefined) continue;
    open.push({ taken: new Set([...branch.taken, relaxed.split]), kept: branch.kept, bound: relaxed.bound });
    open.push({ taken: branch.taken, kept: new Set([...branch.kept, relaxed.split]), bound: relaxed.bound });
  }
}

function everything(problem: Problem): { chosen: ReadonlySet<string>; weight: number } {
  const chosen = new Set(problem.labels.keys());
  return { chosen, weight: weightOfAll(problem, chosen) };
}

function weightOfAll({ labels }: Problem, chosen: Iterable<string>): number {
  let sum = 0;
  for (const action of chosen) sum += labels.get(action)?.weight ?? 0;
  return sum;
}

interface Relaxed {
  readonly bound: number;
  /** Every label of which an arc is cut, and those taken. */
  readonly touched: ReadonlySet<string>;
  /** A label of which some arcs are cut and others not. */
  readonly split: string | undefined;
}

function relaxedCut(problem: Problem, taken: ReadonlySet<string>, kept: ReadonlySet<string>): Relaxed | undefined {
  const { network, source, sink, labels, ends } = problem;
  for (const [action, { weight, arcs }] of labels) {
    const capacity = taken.has(action) ? 0 : kept.has(action) ? endless : Math.floor((weight * parts) / arcs.length);
    for (const arc of arcs) network.setCapacity(arc, capacity);
  }
  const flow = network.flow(source, sink);
  if (flow >= endless) return undefined;
  const isReached = network.reachable(source);
  const isCut = (arc: number) => {
    const [from, to] = ends.get(arc) ?? [sink, sink];
    return isReached(from) && !isReached(to);
  };
  const touched = new Set(taken);
  let split: string | undefined;
  for (const [action, { arcs }] of labels) {
    if (taken.has(action)) continue;
    const cut = arcs.filter(isCut).length;
    if (cut > 0) touched.add(action);
    if (cut > 0 && cut < arcs.length) split ??= action;
  }
  // Weights are whole, so that the bound may be rounded up.
  return { bound: weightOfAll(problem, taken) + Math.ceil(flow / parts - 1e-9), touched, split };
}

function withoutNeedless(problem: Problem, chosen: ReadonlySet<string>): ReadonlySet<string> {
  const { network, source, sink, labels, size } = problem;
  if (chosen.size * size > budget.arcs) return chosen;
  const needed = new Set(chosen);
  const byWeight = [...chosen].toSorted((a, b) => (labels.get(b)?.weight ?? 0) - (labels.get(a)?.weight ?? 0));
  for (const action of byWeight) {
    needed.delete(action);
    for (const [other, { arcs }] of labels) for (const arc of arcs) network.setCapacity(arc, needed.has(other) ? 0 : endless);
    if (network.flow(source, sink) > 0) needed.add(action);
  }
  return needed;
}
