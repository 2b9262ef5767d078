// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { objectOf } from '../../posture/testing.ts';
import type { AttackGraph } from './attack-graph.ts';
import { cutOf, weightOf } from './cut.ts';
import type { Edge, EdgeKind } from './edge.ts';
import type { Removable } from './removable.ts';
import { distancesTo } from './search.ts';
import { graphOf } from './testing.ts';

const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1' };
const holds = (name: string, ...users: readonly string[]): JsonObject => ({
  ...rbac,
  kind: 'ClusterRoleBinding',
  metadata: { name },
  roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: users.map((user) => ({ kind: 'User', name: user })),
});

test('one binding of several subjects is one thing to take away', () => {
  const graph = graphOf({ objects: [holds('ops', 'eve', 'bob'), holds('own', 'bob')] });
  const from = ['User eve', 'User bob'].flatMap((name) => graph.world.footholds.named(name) ?? []);
  const cut = cutOf(graph, { from, to: [graph.world.footholds.clusterAdmin()] });
  expect(cut.removals.map(({ removable }) => removable.action)).toEqual(['remove ClusterRoleBinding ops', 'remove ClusterRoleBinding own']);
  expect(cut).toMatchObject({ weight: 2, atLeast: 2, isSmallest: true, closed: 2, surviving: [] });
});

test('what is used costs more', () => {
  const objects = [
    holds('deployer', 'nobody'),
    {
      ...rbac,
      kind: 'ClusterRole',
      metadata: { name: 'tokens' },
      rules: [{ apiGroups: [''], resources: ['users'], verbs: ['impersonate'] }],
    },
    {
      ...rbac,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'tokens' },
      roleRef: { kind: 'ClusterRole', name: 'tokens' },
      subjects: [{ kind: 'User', name: 'eve' }],
    },
  ];
  const graph = graphOf({ objects, live: true });
  const query = { from: [graph.world.footholds.user('eve')], to: [graph.world.footholds.clusterAdmin()] };
  const actionsWith = (used: string) =>
    cutOf(graph, query, { usesOf: ({ action }) => (action.endsWith(used) ? 1000 : 0) }).removals.map(({ removable }) => removable.action);
  expect(actionsWith('deployer')).toEqual(['remove ClusterRoleBinding tokens']);
  expect(actionsWith('tokens')).toEqual(['remove ClusterRoleBinding deployer']);
});

test('what nothing takes away survives', () => {
  const graph = graphOf({ objects: [holds('ops', 'eve')] });
  const from = [graph.world.footholds.user('eve'), graph.world.footholds.group('system:masters')];
  const cut = cutOf(graph, { from, to: [graph.world.footholds.clusterAdmin()] });
  expect(cut.surviving.map(({ from: source }) => source.name)).toEqual(['Group system:masters']);
  expect(cut.closed).toBe(1);
});

test('weights: 1, one more for each doubling of the uses and for each workload it refuses', () => {
  const removable: Removable = { kind: 'binding', action: 'a', object: objectOf({}), pointer: '' };
  expect([undefined, 0, 1, 3, 1000].map((uses) => weightOf(removable, uses))).toEqual([1, 1, 2, 3, 11]);
  expect(weightOf({ ...removable, cost: 4 }, 0)).toBe(5);
});

/** Graphs of few footholds whose edges bear labels, some of them several edges' and several labels on one edge. */
const graphs = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: 4 }),
    to: fc.integer({ min: 1, max: 5 }),
    labels: fc.subarray(['a', 'b', 'c', 'd', 'e', 'f'], { maxLength: 2 }),
  }),
  { maxLength: 12 },
);
const costs: Readonly<Record<string, number>> = { a: 0, b: 1, c: 2, d: 0, e: 3, f: 1 };
const kind: EdgeKind = { id: 'test', title: '', reason: '', condition: '', references: [], length: 1, stepsOf: () => [] };

function graphWith(edges: readonly { readonly from: number; readonly to: number; readonly labels: readonly string[] }[]): AttackGraph {
  const { world } = graphOf({ objects: [], live: true });
  const footholds = Array.from({ length: 6 }, (_, id) => ({ id, kind: 'user' as const, name: `User ${id}`, namespace: '' }));
  const removable = (action: string): Removable => ({
    kind: 'binding',
    action,
    object: objectOf({}),
    pointer: '',
    cost: costs[action] ?? 0,
  });
  const all = edges.flatMap(({ from, to, labels }): Edge[] => {
    const [start, end] = [footholds[from], footholds[to]];
    return start === undefined || end === undefined ? [] : [{ kind, from: start, to: end, how: '', removables: labels.map(removable) }];
  });
  const of = (end: 'from' | 'to') => footholds.map((foothold) => all.filter((edge) => edge[end] === foothold));
  return { world, footholds, edges: all, from: of('from'), to: of('to') };
}

test('a set that is said to be smallest is, and no set weighs less than the bound', () => {
  const all = Object.keys(costs);
  const sets = Array.from({ length: 1 << all.length }, (_, bits) => new Set(all.filter((_label, index) => (bits & (1 << index)) > 0)));
  const weigh = (set: ReadonlySet<string>) => [...set].reduce((sum, label) => sum + 1 + (costs[label] ?? 0), 0);
  fc.assert(
    fc.property(graphs, (edges) => {
      const graph = graphWith(edges);
      const [source, goal] = [graph.footholds[0], graph.footholds[5]];
      if (source === undefined || goal === undefined) return;
      const isOpen = (gone: ReadonlySet<string>) =>
        (distancesTo(graph, [goal], ({ removables = [] }) => !removables.some(({ action }) => gone.has(action))).steps[source.id] ?? -1) >=
        0;
      const cut = cutOf(graph, { from: [source], to: [goal] });
      const chosen = new Set(cut.removals.map(({ removable }) => removable.action));
      expect(cut.surviving.length > 0).toBe(isOpen(new Set(all)));
      if (isOpen(new Set(all))) return;
      expect(isOpen(chosen)).toBe(false);
      const least = Math.min(...sets.filter((set) => !isOpen(set)).map(weigh));
      expect(cut.atLeast).toBeLessThanOrEqual(least);
      expect(cut.isSmallest).toBe(true);
      expect(cut.weight).toBe(least);
    }),
    { numRuns: 300 },
  );
});
