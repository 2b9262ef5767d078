// SPDX-License-Identifier: Apache-2.0
// A connection as a flow log tells of it, whoever wrote the log.
import type { Labels } from '../selector.ts';

const flowProtocols = ['TCP', 'UDP', 'SCTP', 'ICMP'] as const;
export type FlowProtocol = (typeof flowProtocols)[number];

/** One end of a flow: what its log knew of it, which is at least one of these. */
export interface FlowEnd {
  readonly namespace?: string;
  /** Name of the pod; with `*` at its end where the log tells pods of one controller together. */
  readonly pod?: string;
  /** Name of the controller, and its kind where the log has it. */
  readonly workload?: string;
  readonly workloadKind?: string;
  /** Labels of the pod. */
  readonly labels?: Labels;
  readonly address?: string;
  /** Names that the address was looked up by. */
  readonly dnsNames?: readonly string[];
  /** The node of one of the ends, or the API server; an address outside the cluster is none of these. */
  readonly entity?: 'host' | 'remote-node' | 'kube-apiserver';
}

/** One record, from the end that opened the connection to the one that was asked. */
export interface Flow {
  readonly source: FlowEnd;
  readonly destination: FlowEnd;
  readonly protocol: FlowProtocol;
  /** The port of the destination, behind any Service; absent for ICMP, and where the log does not say which end was asked. */
  readonly port?: number;
  readonly verdict: 'allowed' | 'denied';
  /** Milliseconds. */
  readonly first?: number;
  readonly last?: number;
  /** How many connections or packets the record stands for. */
  readonly count: number;
  /** Which end saw it, where both may tell of the same one. */
  readonly seenAt?: 'source' | 'destination';
}

/** What a line of a log is: a flow; nothing to learn from (a reply, a header, an empty line); or broken, and why. */
export type FlowLine = Flow | 'nothing' | { readonly broken: string };

/** The protocol of a name in any case, or of an IANA number. */
export function flowProtocol(value: string | number | undefined): FlowProtocol | undefined {
  const name = String(value ?? '').toUpperCase();
  const named = name === 'ICMPV4' || name === 'ICMPV6' || name === 'ICMP6' ? 'ICMP' : (ofNumber[name] ?? name);
  return flowProtocols.find((protocol) => protocol === named);
}

const ofNumber: Readonly<Record<string, FlowProtocol>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP', 58: 'ICMP', 132: 'SCTP' };

/** A port of a log, where it is one. */
export function flowPort(value: unknown): number | undefined {
  const port = typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  return Number.isInteger(port) && port > 0 && port <= 65_535 ? port : undefined;
}

/** A time in milliseconds: RFC 3339 text, or seconds, milli-, micro- or nanoseconds since 1970, told apart by their size. */
export function flowTime(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number === 'bigint') return Number(number / 1_000_000n);
  if (typeof number === 'number') {
    if (!(number > 0)) return undefined;
    const unit = number < 1e11 ? 1000 : number < 1e14 ? 1 : number < 1e17 ? 1e-3 : 1e-6;
    return Math.floor(number * unit);
  }
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}
