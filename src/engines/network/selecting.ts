// SPDX-License-Identifier: Apache-2.0
// Which policies an endpoint is subject to, apart from any peer.
import type { KubernetesObject } from '../../model/object.ts';
import { has } from './bitset.ts';
import type { Endpoint } from './endpoints.ts';
import type { ClassPolicy, Network } from './network.ts';
import type { Direction } from './policy.ts';

export interface Selecting {
  /** Those that surely select it for a direction, in the order of evaluation, and those that may. */
  readonly policies: readonly KubernetesObject[];
  readonly perhaps: readonly KubernetesObject[];
}

export function policiesSelecting(network: Network, { item }: Endpoint, direction: Direction): Selecting {
  const at = network.classes.of[item] ?? 0;
  const selecting = new Set(
    network[direction].profile(at).flatMap((step) => (step.kind === 'rule' ? [step.policy] : step.kind === 'endOfTier' ? step.by : [])),
  );
  const isSure = ({ policy, subject }: ClassPolicy) => has(subject.sure, at) && policy.doubts.length === 0;
  const objectsOf = (wanted: boolean) => [
    ...new Set([...selecting].filter((policy) => isSure(policy) === wanted).map(({ policy }) => policy.object)),
  ];
  return { policies: objectsOf(true), perhaps: objectsOf(false) };
}
