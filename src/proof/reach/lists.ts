// SPDX-License-Identifier: Apache-2.0
// Everybody that a subject reaches, and everybody that reaches it.
import {
  all,
  type Connections,
  type Edge,
  edgesOf,
  intersect,
  type Network,
  type Place,
  placesOf,
  unionOf,
} from '../../engines/network/index.ts';
import { asks } from './ask.ts';
import { placeName, placeNamespace, placeOfSides } from './places.ts';
import type { PortQuery } from './port.ts';
import { sidesOf } from './sides.ts';
import type { Subject } from './subject.ts';

/** The other end of connections, and which of them are allowed, or perhaps. */
export interface Listed {
  readonly name: string;
  readonly kind: Place['kind'];
  readonly namespace: string;
  readonly allowed: Connections;
  readonly unknown: Connections;
  /** Some pairs of pods differ: this is what some of them may do. */
  readonly uneven: boolean;
  /** One of the edges that it stands for. */
  readonly edge: Pick<Edge, 'from' | 'to'>;
}

export function reachedBy(network: Network, from: Subject): Listed[] {
  const place = placeOfSides(
    network,
    sidesOf(network, from, false, () => all),
  );
  if (place === undefined) return [];
  const isOutside = place.kind === 'addresses';
  return [...edgesOf(network, [place], placesOf(network))]
    .filter(({ to }) => !(isOutside && to.kind === 'addresses') && !isOnly(network, place, to))
    .flatMap((edge) => listed(edge.to, edge, all));
}

export function reachersOf(network: Network, to: Subject, port: PortQuery | undefined): Listed[] {
  const sides = sidesOf(network, to, false, asks({ to, port }));
  const byAsked = Map.groupBy(
    sides.filter(({ asked }) => asked !== undefined),
    ({ asked }) => asked?.join(),
  );
  const found = new Map<Place, Listed>();
  const senders = placesOf(network);
  for (const group of byAsked.values()) {
    const place = placeOfSides(network, group);
    if (place === undefined) continue;
    for (const edge of edgesOf(network, senders, [place])) {
      if (isOnly(network, edge.from, place)) continue;
      for (const one of listed(edge.from, edge, group[0]?.asked ?? all)) {
        const known = found.get(edge.from);
        found.set(edge.from, known === undefined ? one : joined(known, one));
      }
    }
  }
  return [...found.values()];
}

/** A single pod and itself. */
function isOnly({ endpoints }: Network, a: Place, b: Place): boolean {
  const [item] = a.items;
  return a.items.length === 1 && b.items.length === 1 && item === b.items[0] && item !== undefined && endpoints[item]?.single === true;
}

function listed(other: Place, { from, to, verdict, uneven }: Edge, asked: Connections): Listed[] {
  const [allowed, unknown] = [intersect(verdict.allowed, asked), intersect(verdict.unknown, asked)];
  if (allowed.length === 0 && unknown.length === 0) return [];
  return [{ name: placeName(other), kind: other.kind, namespace: placeNamespace(other), allowed, unknown, uneven, edge: { from, to } }];
}

function joined(a: Listed, b: Listed): Listed {
  const { edge } = a.unknown.length > 0 ? a : b;
  return { ...a, allowed: unionOf([a.allowed, b.allowed]), unknown: unionOf([a.unknown, b.unknown]), uneven: true, edge };
}
