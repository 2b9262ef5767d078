// SPDX-License-Identifier: Apache-2.0
// Flows that nobody need have seen to know that they are meant: what policies were written to allow, what manifests name, the ways in
// from outside, and the names of everything.
import {
  type Change,
  type Connections,
  differenceOf,
  exposureOf,
  intersect,
  type Network,
  type WayIn,
} from '../../engines/network/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import { isCutOffFromDns } from '../../posture/facts/dns-reach.ts';
import { endpointsOf, networkOf } from '../../posture/facts/reachability.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Workload } from '../../model/workload.ts';
import { identityOf } from '../change/identity.ts';
import { dependenciesOf } from './dependencies.ts';
import type { Dependency } from './dependency.ts';
import { answerFor, type ObservedNetwork, refusedBy } from './observed-network.ts';

export interface CutDependency extends Dependency {
  /** The same edge among the workloads after the change. */
  readonly after: Dependency['edge'];
  /** The policies that refuse it; empty where the change takes the receiver away. */
  readonly by: readonly KubernetesObject[];
}

export interface CutWay {
  readonly way: WayIn;
  readonly workload: Workload;
  readonly connections: Connections;
}

export interface LostEdge {
  readonly change: Change;
  /** Whether some policy of before was written to allow it; else nothing had restricted either side. */
  readonly written: boolean;
}

export interface DeclaredProof {
  /** Connections that manifests name, allowed before and not after. */
  readonly dependencies: readonly CutDependency[];
  /** Workloads that may ask for names before, and no more after. */
  readonly withoutDns: readonly Workload[];
  readonly waysIn: readonly CutWay[];
  /** Every pair that may connect before and not after, apart from workloads that come or go. */
  readonly lost: readonly LostEdge[];
  /** Pairs that may connect after, and could not before. */
  readonly gained: readonly Change[];
}

export function declaredCut(
  inventory: Inventory,
  before: ObservedNetwork,
  inventoryAfter: Inventory,
  after: ObservedNetwork,
): DeclaredProof {
  const [old, remaining] = [byIdentity(inventory), byIdentity(inventoryAfter)];
  const stays = ({ object }: Workload) => old.has(identityOf(object)) && remaining.has(identityOf(object));
  const changes = [...differenceOf(before.network, after.network)].filter(({ from, to }) =>
    [from, to].every((place) => place.kind !== 'workload' || stays(place.workload)),
  );
  return {
    dependencies: dependenciesOf(inventory).flatMap((dependency) => cutDependency(dependency, before, after, remaining)),
    withoutDns: withoutDns(inventory, inventoryAfter, remaining),
    waysIn: waysCut(before.network, after.network, stays),
    lost: changes
      .filter(({ lost, perhapsLost }) => lost.length + perhapsLost.length > 0)
      .map((change) => ({ change, written: isWritten(change, before, old) })),
    gained: changes.filter(({ gained }) => gained.length > 0),
  };
}

function byIdentity({ workloads }: Inventory): ReadonlyMap<string, Workload> {
  return new Map(workloads.map((workload) => [identityOf(workload.object), workload] as const));
}

function cutDependency(
  dependency: Dependency,
  before: ObservedNetwork,
  after: ObservedNetwork,
  remaining: ReadonlyMap<string, Workload>,
): CutDependency[] {
  const { edge } = dependency;
  const [source, destination] = [edge.source, edge.destination].map(({ workload }) => remaining.get(identityOf(workload.object)));
  if (source === undefined || answerFor(before, edge) === 'denied') return [];
  if (destination === undefined) return [{ ...dependency, after: edge, by: [] }];
  const moved: Dependency['edge'] = {
    ...edge,
    source: { kind: 'workload', workload: source },
    destination: { kind: 'workload', workload: destination },
  };
  return answerFor(after, moved) === 'denied' ? [{ ...dependency, after: moved, by: refusedBy(after, moved) }] : [];
}

function withoutDns(before: Inventory, after: Inventory, remaining: ReadonlyMap<string, Workload>): Workload[] {
  return before.workloads.flatMap((workload) => {
    const moved = remaining.get(identityOf(workload.object));
    return moved !== undefined && !isWithoutDns(before, workload) && isWithoutDns(after, moved) ? [moved] : [];
  });
}

/** Whether policies surely keep a pod of the workload from asking any DNS server. */
export function isWithoutDns(inventory: Inventory, workload: Workload): boolean {
  const network = networkOf(inventory);
  return endpointsOf(inventory, workload).some((pod) => pod.kind === 'pod' && isCutOffFromDns(network, pod));
}

function waysCut(before: Network, after: Network, stays: (workload: Workload) => boolean): CutWay[] {
  const open = waysByKey(before);
  const found = new Map<string, CutWay>();
  for (const { way, receiver, verdict } of exposureOf(after)) {
    const { workload } = receiver;
    if (workload === undefined || !stays(workload)) continue;
    const key = keyOf(way, workload);
    const connections = intersect(open.get(key) ?? [], verdict.denied);
    if (connections.length > 0 && !found.has(key)) found.set(key, { way, workload, connections });
  }
  return [...found.values()];
}

function waysByKey(network: Network): Map<string, Connections> {
  return new Map(
    exposureOf(network).flatMap(({ way, receiver: { workload }, verdict }) =>
      workload === undefined ? [] : [[keyOf(way, workload), verdict.allowed] as const],
    ),
  );
}

function keyOf({ object, pointer, port }: WayIn, workload: Workload): string {
  return JSON.stringify([identityOf(object), pointer, typeof port === 'bigint' ? Number(port) : port, identityOf(workload.object)]);
}

/** Whether policies isolate one of the two in the direction of the connection, so that one of their rules let it through. */
function isWritten({ from, to }: Change, { network, endpointsOf }: ObservedNetwork, old: ReadonlyMap<string, Workload>): boolean {
  const isIsolated = (place: Change['from'], direction: 'ingress' | 'egress') => {
    const workload = place.kind === 'workload' ? old.get(identityOf(place.workload.object)) : undefined;
    if (workload === undefined) return false;
    return endpointsOf(workload).some(({ item }) => network[direction].profile(network.classes.of[item] ?? 0).length > 0);
  };
  return isIsolated(to, 'ingress') || isIsolated(from, 'egress');
}
