// SPDX-License-Identifier: Apache-2.0
// Shared by the tests of attack paths: the graph of objects that are given as data.
import { compile } from '../../engines/network/index.ts';
import { buildInventory, type Inventory } from '../../model/inventory.ts';
import type { JsonObject } from '../../model/json.ts';
import { newestKubernetes, parseVersion } from '../../model/version.ts';
import { objectOf } from '../../posture/testing.ts';
import { type AttackGraph, attackGraph } from './attack-graph.ts';

export interface Given {
  readonly objects: readonly JsonObject[];
  /** Kubernetes version; the newest where absent. */
  readonly version?: string;
  /** The objects are all that a live cluster has. */
  readonly live?: boolean;
}

export function inventoryOf({ objects, version, live }: Given): Inventory {
  const at = (version === undefined ? undefined : parseVersion(version)) ?? newestKubernetes;
  const source = { objects: objects.map(objectOf), problems: [], passedOver: 0, ...(live === true ? { cluster: 'test' } : {}) };
  return buildInventory(source, at);
}

export function graphOf(given: Given): AttackGraph {
  const inventory = inventoryOf(given);
  return attackGraph(inventory, { network: compile(inventory) });
}

/**
 * The edges of a kind that the objects open: `from → to`, with what they assume after it. What every cluster has is told of the empty
 * one alone.
 */
export function edgesFound(given: Given, kind: string): string[] {
  const own = new Set(given.objects.length === 0 ? [] : edgesNamed(graphOf({ ...given, objects: [] }), kind));
  return edgesNamed(graphOf(given), kind).filter((edge) => !own.has(edge));
}

function edgesNamed(graph: AttackGraph, kind: string): string[] {
  const texts = graph.edges
    .filter(({ kind: { id }, from }) => id === kind && !from.name.startsWith('ClusterRole system:'))
    .map(({ from, to, assumes = [] }) => `${from.name} → ${to.name}${assumes.length === 0 ? '' : `, if ${assumes.join(' and ')}`}`);
  return [...new Set(texts)].toSorted();
}
