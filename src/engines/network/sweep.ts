// SPDX-License-Identifier: Apache-2.0
// Every pair of classes, sender by sender.
import { countOf } from './connections.ts';
import type { Network } from './network.ts';
import { allowedId, type VerdictId } from './verdicts.ts';

/** Rows of receivers are read for this many senders at once, since one row's neighbours lie in one line of the processor's cache. */
const senders = 64;

/** Calls back with what each class may send to every class, by policies alone. The row is reused. */
function sweep(network: Network, visit: (from: number, row: Int32Array) => void): void {
  const { classes, ingress } = network;
  const row = new Int32Array(classes.count);
  const taken = Array.from({ length: senders }, () => new Int32Array(ingress.count));
  for (let start = 0; start < classes.count; start += senders) {
    const end = Math.min(start + senders, classes.count);
    for (let index = 0; index < ingress.count; index++) {
      const verdicts = ingress.row(index);
      for (let from = start; from < end; from++) {
        const of = taken[from - start];
        if (of) of[index] = verdicts[from] ?? allowedId;
      }
    }
    for (let from = start; from < end; from++) {
      fill(network, from, taken[from - start] ?? row, row);
      visit(from, row);
    }
  }
}

function fill({ egress, ingress, verdicts }: Network, from: number, taken: Int32Array, row: Int32Array): void {
  const sent = egress.row(egress.rowOf[from] ?? 0);
  const { rowOf } = ingress;
  const { both } = verdicts;
  let [lastSent, lastTaken, last]: [VerdictId, VerdictId, VerdictId] = [-1, -1, -1];
  for (let to = 0; to < row.length; to++) {
    const a = sent[to] ?? allowedId;
    const b = taken[rowOf[to] ?? 0] ?? allowedId;
    if (a !== lastSent || b !== lastTaken) {
      last = both(a, b);
      lastSent = a;
      lastTaken = b;
    }
    row[to] = last;
  }
}

/** How many connections are allowed between all endpoints and ranges of addresses, by policies alone: every pair and every port. */
export function countAllowed(network: Network): number {
  const { classes, verdicts } = network;
  const sizes = Int32Array.from(classes.members, (members) => members.length);
  const counts: number[] = [];
  let sum = 0;
  sweep(network, (from, row) => {
    let ofRow = 0;
    for (let to = 0; to < row.length; to++) {
      const verdict = row[to] ?? 0;
      ofRow += (counts[verdict] ??= countOf(verdicts.at(verdict).allowed)) * (sizes[to] ?? 0);
    }
    sum += ofRow * (sizes[from] ?? 0);
  });
  return sum;
}
