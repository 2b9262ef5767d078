// SPDX-License-Identifier: Apache-2.0
// Holds proposed policies against the flows they were made of, by the engine that judges policies everywhere.
import {
  type Connections,
  connectionsBetween,
  connectionsOf,
  contains,
  edgesOf,
  type Endpoint,
  type Network,
  type Party as Side,
  placesOf,
  subtract,
  unionOf,
} from '../../engines/network/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { makeObject } from '../../model/objects-in.ts';
import type { Workload } from '../../model/workload.ts';
import type { Edge } from '../../proof/flows/edges.ts';
import { answerFor, connectionOf, type ObservedNetwork, observedNetwork } from '../../proof/flows/observed-network.ts';
import type { Existing } from './proposal.ts';
import type { PolicyForm } from './written-policy.ts';

export interface Proven {
  readonly allowed: number;
  /** Observed, and not surely allowed any more: what may cut them is for `rampart reach --why` to say. */
  readonly lost: readonly { readonly edge: Edge; readonly answer: 'denied' | 'unknown' }[];
}

/** Whether every observed edge is still allowed with the policies added to what the inventory has. */
export function provenAgainst(edges: readonly Edge[], policies: readonly JsonObject[], inventory: Inventory, form: PolicyForm): Proven {
  const added = policies.map((body) => makeObject(body, { kind: 'file', source: 'proposed policies', start: 0, end: 0, pointer: '' }, []));
  const network = networkOf(inventory, form, added);
  const judged = edges.map((edge) => ({ edge, answer: answerFor(network, edge) }));
  return {
    allowed: judged.filter(({ answer }) => answer === 'allowed').length,
    lost: judged.flatMap(({ edge, answer }) => (answer === 'allowed' ? [] : [{ edge, answer }])),
  };
}

/** The network of an inventory, with objects besides, as the plugin of the form enforces it. */
export function networkOf(inventory: Inventory, form: PolicyForm, added: readonly KubernetesObject[] = []): ObservedNetwork {
  const world = { objects: [...inventory.objects, ...added], workloads: inventory.workloads };
  return observedNetwork(world, form === 'kubernetes' ? {} : { plugin: form });
}

/** What existing policies say already: nothing has to be added for it. */
export function existingPolicies(observed: ObservedNetwork): Existing {
  return {
    isIsolated: (workload, direction) => observed.endpointsOf(workload).every((pod) => isIsolated(observed.network, pod, direction)),
    isAllowed: (edge, direction) => isAllowed(observed, edge, direction),
  };
}

function isAllowed({ network, endpointsOf }: ObservedNetwork, edge: Edge, direction: 'ingress' | 'egress'): boolean {
  const own = direction === 'ingress' ? edge.destination : edge.source;
  const other = direction === 'ingress' ? edge.source : edge.destination;
  const connection = connectionOf(edge);
  if (own.kind !== 'workload' || connection === undefined) return false;
  const others: readonly Side[] = other.kind === 'outside' ? [other] : endpointsOf(other.workload);
  return endpointsOf(own.workload).every((pod) =>
    others.every((side) => {
      const between = direction === 'ingress' ? connectionsBetween(network, side, pod) : connectionsBetween(network, pod, side);
      return contains(between[direction].allowed, connection.protocol, connection.port);
    }),
  );
}

function isIsolated(network: Network, { item }: Endpoint, direction: 'ingress' | 'egress'): boolean {
  return network[direction].profile(network.classes.of[item] ?? 0).length > 0;
}

/** Allowed by a policy that isolates one of the two, and never seen. */
export interface DeclaredEdge {
  readonly source: Workload;
  readonly destination: Workload;
  readonly connections: Connections;
}

/** What existing policies were written to allow, and no flow used. */
export function declaredOnly({ network, endpointsOf }: ObservedNetwork, edges: readonly Edge[]): DeclaredEdge[] {
  const places = placesOf(network).filter((place) => place.kind === 'workload');
  const bySource = Map.groupBy(edges, ({ source }) => (source.kind === 'workload' ? source.workload : undefined));
  const found: DeclaredEdge[] = [];
  for (const { from, to, verdict } of edgesOf(network, places, places)) {
    if (from.kind !== 'workload' || to.kind !== 'workload' || from.workload === to.workload) continue;
    const isWritten =
      endpointsOf(to.workload).some((pod) => isIsolated(network, pod, 'ingress')) ||
      endpointsOf(from.workload).some((pod) => isIsolated(network, pod, 'egress'));
    const used = (bySource.get(from.workload) ?? []).filter(
      ({ destination }) => destination.kind === 'workload' && destination.workload === to.workload,
    );
    const seen = unionOf(
      used.flatMap(({ protocol, port }) => (protocol === 'ICMP' || port === undefined ? [] : [connectionsOf(protocol, port, port)])),
    );
    const connections = subtract(verdict.allowed, seen);
    if (isWritten && connections.length > 0) found.push({ source: from.workload, destination: to.workload, connections });
  }
  return found;
}
