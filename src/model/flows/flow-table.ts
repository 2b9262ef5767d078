// SPDX-License-Identifier: Apache-2.0
// What logs tell, added up: one row for each pair of ends, port and verdict, so that memory follows what is connected and not how often.
import type { Flow, FlowEnd, FlowLine, FlowProtocol } from './flow.ts';

/** Flows of the same ends, port and verdict. */
export interface FlowRow {
  readonly source: FlowEnd;
  readonly destination: FlowEnd;
  readonly protocol: FlowProtocol;
  readonly port?: number;
  readonly verdict: Flow['verdict'];
  readonly count: number;
  /** Milliseconds; absent where no record had a time. */
  readonly first?: number;
  readonly last?: number;
}

/** What could not be read, and how much there was. */
export interface FlowLog {
  readonly rows: readonly FlowRow[];
  readonly flows: number;
  readonly broken: number;
  /** The first of the broken lines of each source. */
  readonly examples: readonly { readonly source: string; readonly line: number; readonly reason: string }[];
  /** Flows that are not in the rows because there were too many different ones. */
  readonly leftOut: number;
}

/** Different rows that are kept. A log of more is of a scan, or of clients all over the world. */
const mostRows = 500_000;
const examplesOfSource = 3;

interface Sum {
  readonly flow: Flow;
  readonly counts: { source: number; destination: number };
  first: number;
  last: number;
}

/** Adds up the lines of logs. */
export class FlowTable {
  readonly #sums = new Map<string, Sum>();
  readonly #examples: { source: string; line: number; reason: string }[] = [];
  readonly #brokenBySource = new Map<string, number>();
  #flows = 0;
  #broken = 0;
  #leftOut = 0;

  /** `line` is one-based. */
  add(lines: readonly FlowLine[], source: string, line: number): void {
    for (const item of lines) {
      if (item === 'nothing') continue;
      if ('broken' in item) this.#break(source, line, item.broken);
      else this.#add(item);
    }
  }

  #break(source: string, line: number, reason: string): void {
    this.#broken += 1;
    const before = this.#brokenBySource.get(source) ?? 0;
    this.#brokenBySource.set(source, before + 1);
    if (before < examplesOfSource) this.#examples.push({ source, line, reason });
  }

  #add(flow: Flow): void {
    this.#flows += 1;
    const key = `${flow.verdict} ${flow.protocol} ${flow.port ?? ''} ${keyOf(flow.source)} ${keyOf(flow.destination)}`;
    let sum = this.#sums.get(key);
    if (sum === undefined) {
      if (this.#sums.size >= mostRows) {
        this.#leftOut += 1;
        return;
      }
      sum = { flow, counts: { source: 0, destination: 0 }, first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
      this.#sums.set(key, sum);
    }
    sum.counts[flow.seenAt ?? 'source'] += flow.count;
    sum.first = Math.min(sum.first, flow.first ?? Number.POSITIVE_INFINITY);
    sum.last = Math.max(sum.last, flow.last ?? flow.first ?? Number.NEGATIVE_INFINITY);
  }

  /** Records added so far. */
  get flows(): number {
    return this.#flows;
  }

  result(): FlowLog {
    return {
      rows: [...this.#sums.values()].map(rowOf),
      flows: this.#flows,
      broken: this.#broken,
      examples: this.#examples,
      leftOut: this.#leftOut,
    };
  }
}

function rowOf({ flow: { source, destination, protocol, port, verdict }, counts, first, last }: Sum): FlowRow {
  return {
    source,
    destination,
    protocol,
    ...(port === undefined ? {} : { port }),
    verdict,
    // Both ends may tell of the same connection, and either may be silent.
    count: Math.max(counts.source, counts.destination),
    ...(Number.isFinite(first) ? { first } : {}),
    ...(Number.isFinite(last) ? { last } : {}),
  };
}

/** Pods of a name are one whatever their addresses were; labels tell apart only what has no name. */
function keyOf(end: FlowEnd): string {
  const { namespace = '', pod, workload, workloadKind = '', entity = '' } = end;
  if (pod !== undefined || workload !== undefined)
    return JSON.stringify([namespace, workloadKind, workload ?? '', workload === undefined ? pod : '']);
  return JSON.stringify([namespace, entity, end.address ?? '', end.address === undefined ? end.labels : '']);
}
