// SPDX-License-Identifier: Apache-2.0
// A proof as its readers get it: what was asked, the verdict, what breaks and what keeps it working, on what evidence.
import type { Amendment } from '../../harden/amendments/amendment.ts';
import type { AuditLog } from '../../model/audit/audit-log.ts';
import type { Problem } from '../../model/problem.ts';
import type { Break, ProofVerdict } from '../../proof/breaks.ts';
import type { Unknown } from '../../proof/unknown.ts';
import type { Proof } from '../../proof/prove.ts';
import { positionsOf, type TextOf } from '../places.ts';

/** An input of a proof, so that a later reader knows whether it is still the same. */
export interface ProofInput {
  readonly role: 'change' | 'inventory' | 'flows' | 'audit';
  /** As it was typed. */
  readonly name: string;
  /** Hexadecimal, of what was read: the content of logs, what objects say whatever file they are in. */
  readonly sha256: string;
  /** Objects, flows or events. */
  readonly amount: number;
  /** Of an inventory and a change: the same for the objects of each kind. */
  readonly kinds?: Readonly<Record<string, string>>;
}

export interface ProofReport {
  readonly rampartVersion: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  /** The arguments of the command. */
  readonly asked: readonly string[];
  readonly inputs: readonly ProofInput[];
  readonly proof: Proof;
  readonly verdict: ProofVerdict;
  readonly breaks: readonly Break[];
  readonly unknown: readonly Unknown[];
  readonly amendments: readonly Amendment[];
  /** What was read of audit logs; absent where none was given. */
  readonly audit?: AuditLog;
  readonly problems: readonly Problem[];
}

/** `deploy/net.yaml:12` of every break that has a place; of objects of a cluster nothing. */
export function placesOf(breaks: readonly Break[], textOf: TextOf): ReadonlyMap<Break, string> {
  const placed = breaks.flatMap((one) => (one.place === undefined ? [] : [{ one, origin: one.place.object.origin, path: one.place.path }]));
  const positions = positionsOf(placed, textOf);
  return new Map(
    placed.flatMap((item) => {
      const position = positions.get(item);
      if (item.origin.kind !== 'file') return [];
      return [[item.one, position === undefined ? item.origin.source : `${item.origin.source}:${position.line}`] as const];
    }),
  );
}

/** To the minute, in UTC. */
export function timeText(time: number | undefined): string {
  return time === undefined ? 'at an unknown time' : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `seen 1,204 times, last 2026-11-27 10:00 UTC`. */
export function seenText(seen: Break['seen']): string {
  if (seen === undefined) return '';
  const times = seen.count === 1 ? 'once' : `${seen.count.toLocaleString('en-US')} times`;
  return seen.last === undefined ? `seen ${times}` : `seen ${times}, last ${timeText(seen.last)}`;
}
