// SPDX-License-Identifier: Apache-2.0
// Every pair of classes and every connection. Receivers that are subject to the same come together, and so do the senders' verdicts on
// them: a sender is then asked about groups of receivers, and rows are read from one end to the other.
import { countOf } from './connections.ts';
import type { Network } from './network.ts';
import { allowedId, type VerdictId, type VerdictTable } from './verdicts.ts';

/** How many connections are allowed between all endpoints and ranges of addresses, by policies alone. */
export function countAllowed(network: Network): number {
  const { classes, egress, ingress, verdicts } = network;
  const sizes = Int32Array.from(classes.members, (members) => members.length);
  const sums = new Float64Array(classes.count);
  const counts = createPairCounts(verdicts);
  receiversByRow(network).forEach((receivers, index) => {
    const taken = ingress.row(index);
    const groups: (Groups | undefined)[] = [];
    for (let from = 0; from < sums.length; from++) {
      const own = egress.rowOf[from] ?? 0;
      const { verdicts: sent, sizes: amounts } = (groups[own] ??= groupsOf(egress.row(own), receivers, sizes));
      const b = taken[from] ?? allowedId;
      let sum = 0;
      for (let at = 0; at < sent.length; at++) sum += counts.of(sent[at] ?? allowedId, b) * (amounts[at] ?? 0);
      sums[from] = (sums[from] ?? 0) + sum;
    }
  });
  return sums.reduce((sum, of, from) => sum + of * (sizes[from] ?? 0), 0);
}

function receiversByRow({ classes, ingress }: Network): number[][] {
  const receivers: number[][] = Array.from({ length: ingress.count }, () => []);
  for (let to = 0; to < classes.count; to++) receivers[ingress.rowOf[to] ?? 0]?.push(to);
  return receivers;
}

/** Receivers by what the sender's policies say of them. */
interface Groups {
  readonly verdicts: readonly VerdictId[];
  readonly sizes: readonly number[];
}

function groupsOf(sent: Int32Array, receivers: readonly number[], sizes: Int32Array): Groups {
  const verdicts: VerdictId[] = [];
  const amounts: number[] = [];
  for (const to of receivers) {
    const verdict = sent[to] ?? allowedId;
    let at = verdicts.indexOf(verdict);
    if (at < 0) {
      at = verdicts.push(verdict) - 1;
      amounts.push(0);
    }
    amounts[at] = (amounts[at] ?? 0) + (sizes[to] ?? 0);
  }
  return { verdicts, sizes: amounts };
}

/** How many connections two verdicts let through together, each pair counted once. */
function createPairCounts({ both, at }: VerdictTable): { readonly of: (a: VerdictId, b: VerdictId) => number } {
  const counts: number[] = [];
  return {
    of: (a, b) => {
      const verdict = both(a, b);
      return (counts[verdict] ??= countOf(at(verdict).allowed));
    },
  };
}
