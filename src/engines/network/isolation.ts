// SPDX-License-Identifier: Apache-2.0
// Which workloads are isolated, and which nothing protects.
import type { Workload } from '../../model/workload.ts';
import { dropDoubts } from './doubts.ts';
import type { Endpoint } from './endpoints.ts';
import { placesOf } from './matrix.ts';
import type { Network, Profile } from './network.ts';
import type { Direction } from './policy.ts';

export type Protection =
  /** What no rule allows is refused. */
  | 'isolated'
  /** Policies select it, and what they do not decide is allowed. */
  | 'selected'
  /** No policy selects it: everything is allowed. */
  | 'unselected'
  /** It is of its node's network, where policies of pods do not reach. */
  | 'host'
  /** Its pods differ. */
  | 'mixed'
  | 'unknown';

export interface Isolation {
  readonly workload: Workload;
  readonly ingress: Protection;
  readonly egress: Protection;
  /** Why it is not known, where it is not. */
  readonly doubts: readonly string[];
}

export function isolationOf(network: Network): Isolation[] {
  return placesOf(network).flatMap((place): Isolation[] => {
    if (place.kind !== 'workload') return [];
    const of = (direction: Direction) => joined(place.items.map((item) => protectionAt(network, direction, item)));
    const [ingress, egress] = [of('ingress'), of('egress')];
    const doubts = [
      ...(ingress === 'unknown' ? place.items.flatMap((item) => doubtsAt(network, 'ingress', item)) : []),
      ...(egress === 'unknown' ? place.items.flatMap((item) => doubtsAt(network, 'egress', item)) : []),
    ];
    return [{ workload: place.workload, ingress, egress, doubts: [...new Set(doubts)] }];
  });
}

export function protectionOf(network: Network, { item }: Endpoint, direction: Direction): Protection {
  return protectionAt(network, direction, item);
}

function protectionAt(network: Network, direction: Direction, item: number): Protection {
  if (network.endpoints[item]?.kind !== 'pod') return 'host';
  return ofProfile(network[direction].profile(network.classes.of[item] ?? 0));
}

/** Why it is not known whether policies isolate it. */
function doubtsAt({ classes, endpoints, ...network }: Network, direction: Direction, item: number): string[] {
  return network[direction]
    .profile(classes.of[item] ?? 0)
    .flatMap((step) => (step.kind === 'endOfTier' ? dropDoubts(step, endpoints[item]) : []));
}

function ofProfile(profile: Profile): Protection {
  const drops = profile.flatMap((step) => (step.kind === 'endOfTier' ? step.drops : []));
  if (drops.includes('yes')) return 'isolated';
  if (drops.includes('perhaps')) return 'unknown';
  return profile.length === 0 ? 'unselected' : 'selected';
}

function joined(all: readonly Protection[]): Protection {
  const kinds = new Set(all);
  const [first = 'unknown', ...others] = [...kinds].filter((kind) => kind !== 'unknown');
  if (others.length > 0) return 'mixed';
  return kinds.has('unknown') ? 'unknown' : first;
}
