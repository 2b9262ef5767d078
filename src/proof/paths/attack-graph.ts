// SPDX-License-Identifier: Apache-2.0
// The graph of what leads to what: every kind of edge asked of the inventory once. It grows with bindings and pods, since hubs stand
// between those that hold many things and the things.
import type { Network } from '../../engines/network/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Edge, EdgeKind } from './edge.ts';
import { edgeKinds } from './edge-kinds.ts';
import type { Foothold } from './foothold.ts';
import { allRights } from './edges/all-rights.ts';
import { edgesOfHolding, edgesOfIdentity, isRightEdge, type RightEdgeKind } from './right-edge.ts';
import { type Holding, type World, worldOf } from './world.ts';

export interface GraphOptions {
  /** The compiled network of the inventory; without it nothing is known to be open to the internet. */
  readonly network?: Network;
  /** Only these kinds of edges. */
  readonly kinds?: readonly EdgeKind[];
}

export interface AttackGraph {
  readonly world: World;
  readonly footholds: readonly Foothold[];
  readonly edges: readonly Edge[];
  /** Edges by the foothold they start from, and by the one they lead to. */
  readonly from: readonly (readonly Edge[])[];
  readonly to: readonly (readonly Edge[])[];
}

export function attackGraph(inventory: Inventory, { network, kinds = edgeKinds }: GraphOptions = {}): AttackGraph {
  const world = worldOf(inventory, network);
  const edges = withoutDeadEnds(edgesOf(world, kinds));
  const { all: footholds } = world.footholds;
  const from: Edge[][] = footholds.map(() => []);
  const to: Edge[][] = footholds.map(() => []);
  for (const edge of edges) {
    from[edge.from.id]?.push(edge);
    to[edge.to.id]?.push(edge);
  }
  return { world, footholds, edges, from, to };
}

function edgesOf(world: World, kinds: readonly EdgeKind[]): Edge[] {
  const edges: Edge[] = [];
  const byRights = kinds.filter(isRightEdge);
  const joint = byRights.filter(({ isJoint, permissions }) => isJoint && permissions.length > 0);
  for (const identity of world.identities.values()) edges.push(...edgesOfIdentity(joint, identity, world));
  const leading = new Set<Foothold>();
  let asked = 0;
  // The list grows by roles that somebody may bind to himself.
  const askHoldings = () => {
    for (const holding of world.holdings.slice(asked)) {
      asked += 1;
      const own = edgesOfRole(byRights, holding, world);
      if (own.length > 0) leading.add(holding.foothold);
      edges.push(...own);
    }
    return asked < world.holdings.length;
  };
  while (askHoldings());
  for (const kind of kinds) for (const step of kind.stepsOf(world, (role) => leading.has(role))) edges.push({ ...step, kind });
  while (askHoldings());
  return edges;
}

/** Of a role that allows everything nothing else needs telling. */
function edgesOfRole(kinds: readonly RightEdgeKind[], holding: Holding, world: World): Edge[] {
  const whole = kinds.filter(({ id }) => id === allRights.id).flatMap((kind) => edgesOfHolding(kind, holding, world));
  return whole.length > 0 ? whole : kinds.flatMap((kind) => edgesOfHolding(kind, holding, world));
}

/** Most roles lead nowhere: they and what binds them are left out. */
function withoutDeadEnds(edges: readonly Edge[]): readonly Edge[] {
  let kept = edges;
  for (const kind of ['role', 'binding']) {
    const leading = new Set(kept.map(({ from }) => from.id));
    kept = kept.filter(({ to }) => to.kind !== kind || leading.has(to.id));
  }
  return kept;
}
