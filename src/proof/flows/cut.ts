// SPDX-License-Identifier: Apache-2.0
// Which observed flows a change cuts.
import type { Inventory } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Workload } from '../../model/workload.ts';
import { identityOf } from '../change/identity.ts';
import type { Edge, Observed, Party } from './edges.ts';
import { answerFor, type ObservedNetwork, refusedBy } from './observed-network.ts';

export interface CutFlow {
  readonly edge: Edge;
  /** The same edge among the workloads after the change. */
  readonly after: Edge;
  /** The policies that refuse it; empty where the change takes the receiver away. */
  readonly by: readonly KubernetesObject[];
}

export interface FlowProof {
  /** Edges asked about. */
  readonly judged: number;
  /** Surely let through before, or seen to be, and surely not after. */
  readonly cut: readonly CutFlow[];
  readonly unknown: readonly Edge[];
  /** Observed although today's policies refuse them: the log is of another time, or nothing enforces the policies. */
  readonly contradicted: readonly Edge[];
  /** Of workloads that the change removes: they end with them. */
  readonly ended: number;
}

/** Holds observed edges, whose workloads are those of `before`, against the networks on both sides of a change. */
export function flowsCut(observed: Observed, before: ObservedNetwork, after: ObservedNetwork, inventoryAfter: Inventory): FlowProof {
  const remaining = new Map(inventoryAfter.workloads.map((workload) => [identityOf(workload.object), workload] as const));
  const cut: CutFlow[] = [];
  const unknown: Edge[] = [];
  const contradicted: Edge[] = [];
  let ended = 0;
  for (const edge of observed.edges) {
    const [source, destination] = [movedTo(edge.source, remaining), movedTo(edge.destination, remaining)];
    if (source === undefined) {
      ended += 1;
      continue;
    }
    if (destination === undefined) {
      cut.push({ edge, after: edge, by: [] });
      continue;
    }
    const moved = { ...edge, source, destination };
    const [old, fresh] = [answerFor(before, edge), answerFor(after, moved)];
    if (fresh === 'denied' && old === 'denied') contradicted.push(edge);
    else if (fresh === 'denied') cut.push({ edge, after: moved, by: refusedBy(after, moved) });
    else if (fresh === 'unknown') unknown.push(edge);
  }
  return { judged: observed.edges.length, cut, unknown, contradicted, ended };
}

function movedTo(party: Party, remaining: ReadonlyMap<string, Workload>): Party | undefined {
  if (party.kind === 'outside') return party;
  const workload = remaining.get(identityOf(party.workload.object));
  return workload === undefined ? undefined : { kind: 'workload', workload };
}
