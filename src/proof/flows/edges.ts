// SPDX-License-Identifier: Apache-2.0
// Recorded flows by the workloads they connect.
import type { FlowLog, FlowRow } from '../../model/flows/flow-table.ts';
import type { FlowProtocol } from '../../model/flows/flow.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Workload } from '../../model/workload.ts';
import { type End, endResolver } from './ends.ts';
import { targetPort } from './services.ts';

/** A side of an edge: a workload, or addresses that are not in the inventory. */
export type Party = { readonly kind: 'workload'; readonly workload: Workload } | OutsideParty;

export interface OutsideParty {
  readonly kind: 'outside';
  readonly address: string;
  readonly dnsNames: readonly string[];
  readonly isApiServer: boolean;
}

/** What was seen from one side to the other at one port. */
export interface Edge {
  readonly source: Party;
  readonly destination: Party;
  readonly protocol: FlowProtocol;
  /** Absent for ICMP. */
  readonly port?: number;
  readonly count: number;
  readonly first?: number;
  readonly last?: number;
}

export interface Observed {
  /** What was let through, once for the same sides and port. */
  readonly edges: readonly Edge[];
  /** What was refused: nothing is opened for it. */
  readonly denied: readonly Edge[];
  /** Names that logs have and the inventory has not, with the number of their flows. */
  readonly unknown: ReadonlyMap<string, number>;
  /** Flows that no policy decides: from and to nodes, and from a workload to itself where it is one pod. */
  readonly undecidedByPolicy: number;
  /** Ports of Services that the Service does not have, as `namespace/name:port`. */
  readonly strayPorts: ReadonlyMap<string, number>;
}

/** The flows of a log as edges between workloads and the outside. */
export function observedEdges(log: FlowLog, inventory: Inventory): Observed {
  const resolve = endResolver(inventory);
  const unknown = new Map<string, number>();
  const strayPorts = new Map<string, number>();
  const edges = new Map<string, Edge>();
  const denied = new Map<string, Edge>();
  const numbers = new Map<Workload, number>();
  let undecidedByPolicy = 0;

  for (const row of log.rows) {
    const [from, to] = [resolve(row.source), resolve(row.destination)];
    const strangers = [from, to].filter((end) => end.kind === 'unknown');
    for (const { name } of strangers) count(unknown, name, row.count);
    if (strangers.length > 0) continue;
    if (from.kind === 'node' || to.kind === 'node') {
      undecidedByPolicy += row.count;
      continue;
    }
    for (const source of partiesOf(from)) {
      for (const { party: destination, port } of destinationsOf(to, row)) {
        if (source.kind === 'outside' && destination.kind === 'outside') continue;
        add(row.verdict === 'denied' ? denied : edges, { source, destination, ...(port === undefined ? {} : { port }) }, row);
      }
    }
  }
  return { edges: [...edges.values()], denied: [...denied.values()], unknown, undecidedByPolicy, strayPorts };

  function destinationsOf(end: End, row: FlowRow): { readonly party: Party; readonly port: number | undefined }[] {
    if (end.kind !== 'service' || row.port === undefined) return partiesOf(end).map((party) => ({ party, port: row.port }));
    const { service } = end;
    const found = service.workloads.flatMap((workload) => {
      const port = targetPort(service, row.port ?? 0, row.protocol, workload);
      return port === undefined ? [] : [{ party: { kind: 'workload' as const, workload }, port }];
    });
    if (found.length === 0) count(strayPorts, `${service.object.namespace}/${service.object.name}:${row.port}`, row.count);
    return found;
  }

  function add(to: Map<string, Edge>, sides: Pick<Edge, 'source' | 'destination' | 'port'>, row: FlowRow): void {
    const key = `${row.protocol} ${sides.port ?? ''} ${keyOf(sides.source)} ${keyOf(sides.destination)}`;
    const known = to.get(key);
    const [first, last] = [least(known?.first, row.first), most(known?.last, row.last ?? row.first)];
    to.set(key, {
      ...sides,
      protocol: row.protocol,
      count: (known?.count ?? 0) + row.count,
      ...(first === undefined ? {} : { first }),
      ...(last === undefined ? {} : { last }),
    });
  }

  function keyOf(party: Party): string {
    if (party.kind === 'outside') return party.address;
    const number = numbers.get(party.workload) ?? numbers.size;
    numbers.set(party.workload, number);
    return `#${number}`;
  }
}

function partiesOf(end: End): Party[] {
  switch (end.kind) {
    case 'workload':
      return [end];
    case 'service':
      return end.service.workloads.map((workload) => ({ kind: 'workload', workload }));
    case 'address':
      return [{ ...end, kind: 'outside' }];
    default:
      return [];
  }
}

function count(counts: Map<string, number>, name: string, amount: number): void {
  counts.set(name, (counts.get(name) ?? 0) + amount);
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}

function most(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b);
}
