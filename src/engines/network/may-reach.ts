// SPDX-License-Identifier: Apache-2.0
// Whether what is wanted may get from one endpoint to somebody, or from somebody to it, by the endpoint's own policies alone.
import { type Bitset, emptySet, members, union } from './bitset.ts';
import { type Connections, intersect } from './connections.ts';
import type { RulePlace } from './covered.ts';
import type { Endpoint } from './endpoints.ts';
import type { Network, Profile } from './network.ts';
import type { Direction } from './policy.ts';
import type { Verdict } from './verdicts.ts';

/** Somebody at the other side: an endpoint, or addresses that are nobody's. */
export type Other = Endpoint | 'outside';

/** The first other side that is accepted and to or from which some of what is wanted is allowed, or not surely denied. */
export function mayReach(
  network: Network,
  { item }: Endpoint,
  direction: Direction,
  wanted: Connections,
  accepts: (other: Other, verdict: Verdict) => boolean,
): Other | undefined {
  const { classes, endpoints, verdicts, [direction]: rows } = network;
  const own = classes.of[item] ?? 0;
  for (const at of candidates(network, rows.profile(own))) {
    const verdict = verdicts.at(rows.verdict(rows.rowOf[own] ?? 0, at));
    if (intersect(verdict.allowed, wanted).length === 0 && intersect(verdict.unknown, wanted).length === 0) continue;
    for (const other of classes.members[at] ?? []) {
      const who = endpoints[other] ?? 'outside';
      if (accepts(who, verdict)) return who;
    }
  }
  return undefined;
}

/** The rules that let somebody, be there such a one or not, send some of what is wanted to an endpoint, or take it from it. */
export function rulesAbout(network: Network, { item }: Endpoint, direction: Direction, wanted: Connections): RulePlace[] {
  const { classes, store } = network;
  return network[direction].profile(classes.of[item] ?? 0).flatMap((step): RulePlace[] => {
    if (step.kind !== 'rule' || step.rule.rule.action !== 'allow') return [];
    const isAbout = step.connections === undefined || intersect(store.at(step.connections), wanted).length > 0;
    return isAbout ? [{ policy: step.policy.policy.object, pointer: step.rule.rule.pointer, action: 'allow' }] : [];
  });
}

/** Where what no rule allows is surely refused, only those whom some rule may mean need be asked about. */
function candidates({ classes }: Network, profile: Profile): readonly number[] {
  const isIsolated = profile.some((step) => step.kind === 'endOfTier' && step.drops === 'yes');
  if (!isIsolated) return Array.from({ length: classes.count }, (_, at) => at);
  const peers = profile.flatMap((step): Bitset[] =>
    step.kind === 'rule' && step.rule.rule.action === 'allow' ? [step.rule.peer.possible] : [],
  );
  const [only] = peers;
  return members(peers.length === 1 && only !== undefined ? only : peers.reduce(union, emptySet(classes.count)));
}

/** A number that endpoints share which are subject to the same in a direction: what holds for one holds for all. */
export function subjectionOf(network: Network, { item }: Endpoint, direction: Direction): number {
  return network[direction].rowOf[network.classes.of[item] ?? 0] ?? 0;
}
