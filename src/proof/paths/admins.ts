// SPDX-License-Identifier: Apache-2.0
// Every holder of cluster-admin or an equivalent: whoever gets there by what the API server allows him, and by which chain.
import type { AttackGraph } from './attack-graph.ts';
import type { Foothold } from './foothold.ts';
import { identitiesOf } from './goals.ts';
import { distancesTo, isSure, type Path, pathFinder } from './search.ts';

export interface Admin {
  readonly identity: Foothold;
  /** By a role that is everything, or by the group that is never refused: no step in between. */
  readonly isDirect: boolean;
  /** The chain rests on nothing that the input does not tell. */
  readonly isSure: boolean;
  readonly steps: number;
  readonly path: Path;
  /** Bound by the API server itself: its components and their controllers. */
  readonly isKubernetesOwn: boolean;
  /** Workloads that hold the identity's token. */
  readonly pods: readonly Foothold[];
}

/** Nearest first; those that rest on assumptions after those that don't. */
export function adminEquivalents(graph: AttackGraph): Admin[] {
  const { world } = graph;
  const goal = [world.footholds.clusterAdmin()];
  const [sure, all] = [distancesTo(graph, goal, isSure), distancesTo(graph, goal)];
  const [findSure, findAll] = [pathFinder(sure), pathFinder(all)];
  const tokens = Map.groupBy(
    world.pods.filter(({ hasToken }) => hasToken),
    ({ account }) => account,
  );
  const admins = identitiesOf(graph).flatMap((identity): Admin[] => {
    const isKnown = (sure.steps[identity.id] ?? -1) >= 0;
    const distances = isKnown ? sure : all;
    const path = (isKnown ? findSure : findAll)(identity);
    if (path === undefined) return [];
    const steps = distances.steps[identity.id] ?? 0;
    return [
      {
        identity,
        isDirect: steps === 1,
        isSure: isKnown,
        steps,
        path,
        isKubernetesOwn: isOwn(graph, identity),
        pods: (tokens.get(identity) ?? []).map(({ foothold }) => foothold),
      },
    ];
  });
  return admins.toSorted(
    (a, b) => Number(b.isSure) - Number(a.isSure) || a.steps - b.steps || (a.identity.name < b.identity.name ? -1 : 1),
  );
}

function isOwn({ world }: AttackGraph, { name }: Foothold): boolean {
  if (name === 'Group system:masters') return true;
  const held = world.identities.get(name)?.held ?? [];
  return held.length > 0 && held.every(({ by }) => by.removable === undefined);
}
