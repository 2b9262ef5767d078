// SPDX-License-Identifier: Apache-2.0
// Connection sets by number: equal sets have one number, and what was computed of two is remembered.
import { all, type Connections, intersect, none, subtract, unite } from './connections.ts';
import { remembered } from './remembered.ts';

/** The number of a connection set in its store: 0 is none, 1 is all. */
export type ConnectionId = number;
export const noneId: ConnectionId = 0;
export const allId: ConnectionId = 1;

export interface ConnectionStore {
  readonly idOf: (set: Connections) => ConnectionId;
  readonly at: (id: ConnectionId) => Connections;
  readonly union: (a: ConnectionId, b: ConnectionId) => ConnectionId;
  readonly intersect: (a: ConnectionId, b: ConnectionId) => ConnectionId;
  readonly subtract: (a: ConnectionId, b: ConnectionId) => ConnectionId;
}

export function createConnectionStore(): ConnectionStore {
  const sets: Connections[] = [];
  const ids = new Map<string, ConnectionId>();
  const idOf = (set: Connections): ConnectionId => {
    const key = set.join(',');
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, sets.length);
    return sets.push(set) - 1;
  };
  const at = (id: ConnectionId): Connections => sets[id] ?? none;
  idOf(none);
  idOf(all);
  const unions = remembered((a, b) => idOf(unite(at(a), at(b))));
  const intersections = remembered((a, b) => idOf(intersect(at(a), at(b))));
  const differences = remembered((a, b) => idOf(subtract(at(a), at(b))));
  return {
    idOf,
    at,
    union: (a, b) => (a === b || b === noneId ? a : a === noneId ? b : a < b ? unions(a, b) : unions(b, a)),
    intersect: (a, b) =>
      a === b || b === allId
        ? a
        : a === allId
          ? b
          : a === noneId || b === noneId
            ? noneId
            : a < b
              ? intersections(a, b)
              : intersections(b, a),
    subtract: (a, b) => (a === b || a === noneId || b === allId ? noneId : b === noneId ? a : differences(a, b)),
  };
}
