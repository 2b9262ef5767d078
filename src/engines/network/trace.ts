// SPDX-License-Identifier: Apache-2.0
// One connection in one direction, step by step: what decides it, or may decide it.
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { type Bitset, has } from './bitset.ts';
import { contains, type Protocol } from './connections.ts';
import { doubtsAbout, dropDoubts } from './doubts.ts';
import type { ClassPolicy, ClassRule, Network, Step } from './network.ts';
import type { Action, Direction } from './policy.ts';
import { portsAt, type PortsAt } from './profiles.ts';
import { anybody, type Term } from './term.ts';

export interface Connection {
  readonly protocol: Protocol;
  /** The port that is connected to, on the pod; the number that stands for it where the protocol has no ports. */
  readonly port: number;
}

/** What decides a connection. Where it is not sure to, `doubts` say why, and what comes after may decide instead. */
export type Reason =
  | {
      readonly kind: 'rule';
      readonly action: Action;
      readonly policy: KubernetesObject;
      readonly pointer: Pointer;
      readonly doubts: readonly string[];
    }
  /** Policies of a tier select it, and no rule of theirs matches: refused. */
  | {
      readonly kind: 'isolated';
      readonly tier: string;
      readonly policies: readonly KubernetesObject[];
      readonly doubts: readonly string[];
      readonly nearest: readonly Near[];
    }
  /** Nothing decides, so it is allowed; whether any policy selects it at all. */
  | { readonly kind: 'default'; readonly isSelected: boolean };

/** A rule that would have matched but for one thing. */
export interface Near {
  readonly policy: KubernetesObject;
  readonly pointer: Pointer;
  readonly misses: 'peer' | 'ports';
}

type Standing = 'going' | 'passed' | 'decided';
type RuleStep = Step & { readonly kind: 'rule' };

/** The reasons in the order of evaluation; only the last surely holds where it is reached. */
export function trace(network: Network, direction: Direction, own: number, peer: number, connection: Connection): Reason[] {
  const at = { own: network.classes.of[own] ?? 0, peer: network.classes.of[peer] ?? 0 };
  const steps = network[direction].profile(at.own);
  const reasons: Reason[] = [];
  // Where evaluation stands: in a fork each branch starts anew; what one of its branches surely decides is decided.
  let place: Standing = 'going';
  let entry: Standing = 'going';
  let branches: Standing[] | undefined;
  for (const step of steps) {
    if (place === 'decided' && branches === undefined) return reasons;
    if (step.kind === 'fork') {
      branches = [];
      entry = place;
    } else if (step.kind === 'nextOfFork') {
      branches?.push(place);
      place = entry;
    } else if (step.kind === 'join') {
      branches?.push(place);
      place = branches?.includes('decided') === true ? 'decided' : branches?.includes('passed') === true ? 'passed' : 'going';
      branches = undefined;
    } else if (step.kind === 'endOfTier') {
      if (place === 'going' && step.drops !== 'no') {
        reasons.push(isolated(network, step, direction, own, at, steps, connection));
        if (step.drops === 'yes') return reasons;
      }
      place = 'going';
    } else if (place === 'going' && matches(network, step, direction, at, connection)) {
      const isSure = step.sure && has(step.rule.peer.sure, at.peer) && portsOf(step.rule, direction, at).sure;
      reasons.push(ruleReason(network, step, own, peer, direction, at));
      if (isSure) place = step.rule.rule.action === 'pass' ? 'passed' : 'decided';
    }
  }
  return place === 'decided' ? reasons : [...reasons, { kind: 'default', isSelected: steps.length > 0 }];
}

interface Place {
  readonly own: number;
  readonly peer: number;
}

function matches(network: Network, step: RuleStep, direction: Direction, at: Place, connection: Connection): boolean {
  return has(step.rule.peer.possible, at.peer) && meetsPorts(network, step, direction, at, connection);
}

function portsOf({ ports }: ClassRule, direction: Direction, at: Place): PortsAt {
  return portsAt(ports, direction === 'ingress' ? at.own : at.peer);
}

function meetsPorts({ store }: Network, { rule }: RuleStep, direction: Direction, at: Place, { protocol, port }: Connection): boolean {
  return contains(store.at(portsOf(rule, direction, at).connections), protocol, port);
}

function ruleReason(
  { endpoints }: Network,
  { policy, rule }: RuleStep,
  own: number,
  peer: number,
  direction: Direction,
  at: Place,
): Reason {
  const { action, pointer } = rule.rule;
  const open = (term: Term, sure: Bitset, where: number, item: number) => (has(sure, where) ? [] : doubtsAbout(term, endpoints[item]));
  const doubts = [
    ...policy.policy.doubts,
    ...rule.rule.doubts,
    ...open(policy.policy.subject, policy.subject.sure, at.own, own),
    ...open(rule.rule.own ?? anybody, rule.own.sure, at.own, own),
    ...open(rule.rule.peer, rule.peer.sure, at.peer, peer),
    ...(portsOf(rule, direction, at).sure ? [] : ['which port has the name is not known']),
  ];
  return { kind: 'rule', action, policy: policy.policy.object, pointer, doubts: [...new Set(doubts)] };
}

function isolated(
  network: Network,
  step: Step & { readonly kind: 'endOfTier' },
  direction: Direction,
  own: number,
  at: Place,
  steps: readonly Step[],
  connection: Connection,
): Reason {
  const who = network.endpoints[own];
  const inTier = (policy: ClassPolicy) => policy.policy.tier.name === step.tier;
  const nearest = steps.flatMap((other): Near[] => {
    if (other.kind !== 'rule' || !inTier(other.policy) || other.rule.rule.action !== 'allow') return [];
    const isPeer = has(other.rule.peer.sure, at.peer);
    const isPorts = meetsPorts(network, other, direction, at, connection);
    if (isPeer === isPorts) return [];
    return [{ policy: other.policy.policy.object, pointer: other.rule.rule.pointer, misses: isPeer ? 'ports' : 'peer' }];
  });
  return {
    kind: 'isolated',
    tier: step.tier,
    policies: step.by.map(({ policy }) => policy.object),
    doubts: dropDoubts(step, who),
    nearest,
  };
}
