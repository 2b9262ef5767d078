// SPDX-License-Identifier: Apache-2.0
// What the policies of an inventory say to edges that were observed.
import {
  compile,
  type Connection,
  connectionsBetween,
  contains,
  type Endpoint,
  explain,
  type Network,
  type Options,
  type Party as Side,
  type Reason,
  type World,
} from '../../engines/network/index.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Workload } from '../../model/workload.ts';
import type { Edge, Party } from './edges.ts';

export interface ObservedNetwork {
  readonly network: Network;
  /** Of the pods of a workload those that some policy tells apart. */
  readonly endpointsOf: (workload: Workload) => readonly Endpoint[];
}

export function observedNetwork(world: World, options: Options = {}): ObservedNetwork {
  const network = compile(world, options);
  // Pods that no policy tells apart need one question.
  const ofWorkload = Map.groupBy(network.endpoints, ({ workload }) => workload);
  return { network, endpointsOf: (workload) => distinct(ofWorkload.get(workload) ?? [], ({ item }) => network.classes.of[item]) };
}

export type EdgeAnswer = 'allowed' | 'denied' | 'unknown';

/** Of every pair of pods of the two sides; the worst answer is that of the edge. */
export function answerFor({ network, endpointsOf }: ObservedNetwork, edge: Edge): EdgeAnswer {
  const connection = connectionOf(edge);
  // Policies of Kubernetes say nothing of ICMP.
  if (connection === undefined) return 'allowed';
  const sides = (party: Party): readonly Side[] => (party.kind === 'outside' ? [party] : endpointsOf(party.workload));
  let answer: 'allowed' | 'unknown' = 'allowed';
  for (const source of sides(edge.source)) {
    for (const destination of sides(edge.destination)) {
      const { verdict } = connectionsBetween(network, source, destination);
      if (contains(verdict.denied, connection.protocol, connection.port)) return 'denied';
      if (!contains(verdict.allowed, connection.protocol, connection.port)) answer = 'unknown';
    }
  }
  return answer;
}

/** The policies that refuse an edge, of the first pair of pods that they refuse; empty where none does. */
export function refusedBy({ network, endpointsOf }: ObservedNetwork, edge: Edge): KubernetesObject[] {
  const connection = connectionOf(edge);
  if (connection === undefined) return [];
  const sides = (party: Party): readonly Side[] => (party.kind === 'outside' ? [party] : endpointsOf(party.workload));
  for (const source of sides(edge.source)) {
    for (const destination of sides(edge.destination)) {
      const explanation = explain(network, source, destination, connection);
      if (explanation.answer !== 'denied') continue;
      const decisions = [explanation.egress, explanation.ingress].filter(({ answer }) => answer === 'denied');
      return [...new Set(decisions.flatMap(({ reasons }) => reasons.flatMap(policiesOf)))];
    }
  }
  return [];
}

function policiesOf(reason: Reason): readonly KubernetesObject[] {
  if (reason.kind === 'rule') return [reason.policy];
  return reason.kind === 'isolated' ? reason.policies : [];
}

/** What an edge asks of policies; undefined for ICMP. */
export function connectionOf({ protocol, port }: Edge): Connection | undefined {
  return protocol === 'ICMP' || port === undefined ? undefined : { protocol, port };
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => unknown): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item] as const)).values()];
}
