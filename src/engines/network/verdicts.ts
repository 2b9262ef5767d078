// SPDX-License-Identifier: Apache-2.0
// Verdicts by number. A verdict says of every connection that it is allowed, denied, or not known to be either.
import { allId, type ConnectionId, type ConnectionStore, noneId } from './connection-store.ts';
import type { Connections } from './connections.ts';
import { remembered } from './remembered.ts';

export interface Verdict {
  readonly allowed: Connections;
  readonly denied: Connections;
  readonly unknown: Connections;
}

/** The number of a verdict in its table: 0 denies everything, 1 allows everything. */
export type VerdictId = number;
const deniedId: VerdictId = 0;
export const allowedId: VerdictId = 1;

export interface VerdictTable {
  /** The verdict with these connections allowed, and these, none of them among the allowed, not known. */
  readonly idOf: (allowed: ConnectionId, unknown: ConnectionId) => VerdictId;
  readonly allowed: (verdict: VerdictId) => ConnectionId;
  readonly unknown: (verdict: VerdictId) => ConnectionId;
  /** What both let through: a connection needs the source's egress and the destination's ingress. */
  readonly both: (a: VerdictId, b: VerdictId) => VerdictId;
  /** What holds where one of the two does and nobody knows which. */
  readonly either: (a: VerdictId, b: VerdictId) => VerdictId;
  /** What some of several pairs can do: allowed where one is. */
  readonly any: (a: VerdictId, b: VerdictId) => VerdictId;
  readonly at: (verdict: VerdictId) => Verdict;
}

const most = 2 ** 26;

export function createVerdictTable(store: ConnectionStore): VerdictTable {
  const { union, intersect, subtract } = store;
  const allowedOf: ConnectionId[] = [];
  const unknownOf: ConnectionId[] = [];
  const ids = new Map<number, VerdictId>();
  const shown: Verdict[] = [];
  const allowed = (verdict: VerdictId) => allowedOf[verdict] ?? noneId;
  const unknown = (verdict: VerdictId) => unknownOf[verdict] ?? noneId;
  const possible = (verdict: VerdictId) => union(allowed(verdict), unknown(verdict));
  const idOf = (allowedId: ConnectionId, unknownId: ConnectionId): VerdictId => {
    const key = allowedId * most + unknownId;
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, allowedOf.length);
    unknownOf.push(unknownId);
    return allowedOf.push(allowedId) - 1;
  };
  const between = (sure: ConnectionId, perhaps: ConnectionId) => idOf(sure, subtract(perhaps, sure));
  idOf(noneId, noneId);
  idOf(allId, noneId);
  const both = remembered((a, b) => between(intersect(allowed(a), allowed(b)), intersect(possible(a), possible(b))));
  const either = remembered((a, b) => between(intersect(allowed(a), allowed(b)), union(possible(a), possible(b))));
  const any = remembered((a, b) => between(union(allowed(a), allowed(b)), union(possible(a), possible(b))));
  return {
    idOf,
    allowed,
    unknown,
    both: (a, b) => (a === b || b === allowedId ? a : a === allowedId ? b : a === deniedId || b === deniedId ? deniedId : both(a, b)),
    either: (a, b) => (a === b ? a : either(a, b)),
    any: (a, b) => (a === b || b === deniedId ? a : a === deniedId ? b : any(a, b)),
    at: (verdict) =>
      (shown[verdict] ??= {
        allowed: store.at(allowed(verdict)),
        denied: store.at(subtract(allId, possible(verdict))),
        unknown: store.at(unknown(verdict)),
      }),
  };
}
