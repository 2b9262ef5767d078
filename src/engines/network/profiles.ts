// SPDX-License-Identifier: Apache-2.0
// What a class is subject to in one direction: the steps of its evaluation, shared by all classes that are subject to the same.
import { has, members } from './bitset.ts';
import { type ConnectionId, noneId } from './connection-store.ts';
import type { ClassPolicy, ClassRule, Compiled, Profile, Step } from './network.ts';
import { defaultTier, type Direction } from './policy.ts';
import type { Drops } from './states.ts';

/** The profile of every class. Where no policy selects, it is empty. */
export function profilesOf(network: Compiled, direction: Direction): readonly Profile[] {
  const { classes, policies } = network;
  const selecting: ClassPolicy[][] = Array.from({ length: classes.count }, () => []);
  const keys: string[] = Array.from({ length: classes.count }, () => '');
  policies.forEach((policy, index) => {
    if (policy.policy[direction] === undefined) return;
    for (const at of members(policy.subject.possible)) {
      selecting[at]?.push(policy);
      keys[at] += `${index}${has(policy.subject.sure, at) ? '' : '?'}${ownKey(policy.rules[direction], direction, at)} `;
    }
  });
  const known = new Map<string, Profile>();
  return selecting.map((of, at) => {
    const key = keys[at] ?? '';
    const profile = known.get(key) ?? stepsOf(of, direction, at);
    known.set(key, profile);
    return profile;
  });
}

/** What differs between classes that the same policy selects. */
function ownKey(rules: readonly ClassRule[], direction: Direction, at: number): string {
  let key = '';
  for (const { rule, own, ports } of rules) {
    if (rule.own !== undefined) key += has(own.sure, at) ? '+' : has(own.possible, at) ? '?' : '-';
    if (direction === 'ingress' && ports.groups.length > 0)
      key += `:${portsAt(ports, at).connections}${portsAt(ports, at).sure ? '' : '?'}`;
  }
  return key;
}

export interface PortsAt {
  readonly connections: ConnectionId;
  readonly sure: boolean;
}

export function portsAt({ otherwise, groups }: ClassRule['ports'], at: number): PortsAt {
  return groups.find(({ items }) => has(items, at)) ?? { connections: otherwise, sure: true };
}

function stepsOf(policies: readonly ClassPolicy[], direction: Direction, at: number): Profile {
  const tiers = Map.groupBy(policies, ({ policy }) => `${policy.tier.order} ${policy.tier.name}`);
  return [...tiers.values()].flatMap((inTier) => tierSteps(inTier, direction, at));
}

function tierSteps(inTier: readonly ClassPolicy[], direction: Direction, at: number): Step[] {
  const { name, denyFirst } = inTier[0]?.policy.tier ?? defaultTier;
  return [
    ...(denyFirst === true
      ? (['deny', 'allow'] as const).flatMap((action) =>
          inTier.flatMap((policy) =>
            rulesOf(policy, direction, at).filter((step) => step.kind === 'rule' && step.rule.rule.action === action),
          ),
        )
      : orderedRules(inTier, direction, at)),
    {
      kind: 'endOfTier',
      tier: name,
      drops: dropsOf(inTier, direction, at),
      by: inTier.filter(({ policy }) => policy[direction]?.isolates === true),
    },
  ];
}

/** Policies of one order that nothing ranks come in any order. */
function orderedRules(policies: readonly ClassPolicy[], direction: Direction, at: number): Step[] {
  const groups = Map.groupBy(policies, ({ policy }) => `${policy.order} ${policy.rank ?? ''}`);
  return [...groups.values()].flatMap((group): Step[] => {
    const [first, ...others] = group.map((policy) => rulesOf(policy, direction, at));
    if (others.length === 0) return first ?? [];
    return [{ kind: 'fork' }, ...(first ?? []), ...others.flatMap((steps): Step[] => [{ kind: 'nextOfFork' }, ...steps]), { kind: 'join' }];
  });
}

function rulesOf(policy: ClassPolicy, direction: Direction, at: number): Step[] {
  const isSure = has(policy.subject.sure, at);
  return policy.rules[direction].flatMap((rule): Step[] => {
    if (!has(rule.own.possible, at)) return [];
    const ports = direction === 'ingress' ? portsAt(rule.ports, at) : undefined;
    if (ports?.connections === noneId) return [];
    const sure = isSure && has(rule.own.sure, at) && rule.rule.doubts.length === 0 && ports?.sure !== false;
    return [{ kind: 'rule', policy, rule, sure, connections: ports?.connections }];
  });
}

function dropsOf(policies: readonly ClassPolicy[], direction: Direction, at: number): Drops {
  const isolating = policies.filter(({ policy }) => policy[direction]?.isolates === true);
  if (isolating.length === 0) return 'no';
  return isolating.some(({ subject }) => has(subject.sure, at)) ? 'yes' : 'perhaps';
}
