// SPDX-License-Identifier: Apache-2.0
// Policies and rules that change nothing.
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { type Bitset, has, members } from './bitset.ts';
import { noneId } from './connection-store.ts';
import type { ClassPolicy, ClassRule, Network, Profile, Step } from './network.ts';
import { type Direction, directions } from './policy.ts';
import { portsAt } from './profiles.ts';
import { startState } from './states.ts';

export interface WithoutEffect {
  readonly policy: KubernetesObject;
  /** The rule; '' for the policy as a whole. */
  readonly pointer: Pointer;
  readonly why: /** No pod of the input is selected. */
    | 'selects nothing'
    /** Nobody of the input, and no address, is the other side. */
    | 'nobody matches'
    /** All that it matches is decided by what comes before. */
    | 'shadowed';
}

/** In the order of evaluation. What is in doubt counts as having an effect. */
export function withoutEffect(network: Network): WithoutEffect[] {
  const effective = new Set(directions.flatMap((direction) => effectiveRules(network, direction)));
  return network.policies.flatMap((policy): WithoutEffect[] => {
    const { object } = policy.policy;
    if (isNobody(policy.subject.possible)) return [{ policy: object, pointer: '', why: 'selects nothing' }];
    return directions.flatMap((direction) => policy.rules[direction].flatMap((rule) => withoutEffectOf(policy, rule, effective)));
  });
}

/** The policies that select no pod of the input. */
export function selectsNobody({ policies }: Network): KubernetesObject[] {
  return policies.flatMap(({ policy, subject }) => (isNobody(subject.possible) ? policy.object : []));
}

function withoutEffectOf({ policy }: ClassPolicy, rule: ClassRule, effective: ReadonlySet<ClassRule>): WithoutEffect[] {
  const { pointer } = rule.rule;
  if (isNobody(rule.peer.possible)) return [{ policy: policy.object, pointer, why: 'nobody matches' }];
  return effective.has(rule) ? [] : [{ policy: policy.object, pointer, why: 'shadowed' }];
}

function isNobody(set: Bitset): boolean {
  return set.every((word) => word === 0);
}

function effectiveRules(network: Network, direction: Direction): ClassRule[] {
  const { classes } = network;
  const profiles = new Set(Array.from({ length: classes.count }, (_, at) => network[direction].profile(at)));
  const found = new Set<ClassRule>();
  for (const profile of profiles) for (const rule of effectiveIn(network, profile)) found.add(rule);
  return [...found];
}

/** The rules of a profile that something gets to. */
function effectiveIn({ states, store, classes }: Network, profile: Profile): Set<ClassRule> {
  const found = new Set<ClassRule>();
  const reached = new Int32Array(classes.count).fill(startState);
  for (const step of profile) {
    if (step.kind !== 'rule') {
      const transition = step.kind === 'endOfTier' ? states.endOfTier(step.drops) : states[step.kind];
      for (let at = 0; at < reached.length; at++) reached[at] = transition(reached[at] ?? startState);
      continue;
    }
    for (const at of members(step.rule.peer.possible)) {
      const before = reached[at] ?? startState;
      const { connections: ports, sure: arePortsSure } =
        step.connections === undefined ? portsAt(step.rule.ports, at) : { connections: step.connections, sure: true };
      if (store.intersect(states.at(before).live, ports) !== noneId) found.add(step.rule);
      reached[at] = states.rule(step.rule.rule.action, isSure(step, at) && arePortsSure ? ports : noneId, ports)(before);
    }
  }
  return found;
}

function isSure({ sure, rule }: Step & { readonly kind: 'rule' }, at: number): boolean {
  return sure && has(rule.peer.sure, at);
}
