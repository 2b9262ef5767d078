// SPDX-License-Identifier: Apache-2.0
// Rules that one other rule makes needless: all that they match, for all that they are about, it decides before them, or as well.
import { groupOf, type KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { type Bitset, isSubset, members } from './bitset.ts';
import { noneId } from './connection-store.ts';
import type { ClassPolicy, ClassRule, Network } from './network.ts';
import { type Action, type Direction, directions } from './policy.ts';
import { portsAt } from './profiles.ts';
import type { Match } from './resolve.ts';
import { createImplication, type Term } from './term.ts';
import { namespaceOf } from './world.ts';

export interface RulePlace {
  readonly policy: KubernetesObject;
  readonly pointer: Pointer;
  readonly action: Action;
}

export interface Covered extends RulePlace {
  readonly by: RulePlace;
}

export interface CoverOptions {
  readonly structural: boolean;
  /** Whether two policies are in force at the same place; by default all are. */
  readonly together?: (a: KubernetesObject, b: KubernetesObject) => boolean;
}

interface Placed {
  readonly policy: ClassPolicy;
  readonly rule: ClassRule;
  /** Its place in the order of evaluation. */
  readonly at: number;
}

/**
 * In the order of evaluation, each with the first rule that covers it. With `structural` a rule covers another only where that is so
 * whatever pods there are besides those of the input: by the same selector, or by one for all.
 */
export function coveredRules(network: Network, { structural, together = () => true }: CoverOptions): Covered[] {
  const covers = createCovering(network, structural);
  const rivalsOf = createRivals(network);
  return directions.flatMap((direction) => {
    const rules = placedRules(network, direction);
    const byPolicy = Map.groupBy(rules, ({ policy }) => policy);
    return network.policies.flatMap((policy): Covered[] => {
      const mine = byPolicy.get(policy) ?? [];
      if (mine.length === 0 || (!structural && isNobody(policy.subject.possible))) return [];
      const wider = rivalsOf(policy).filter(
        (other) => byPolicy.has(other) && together(policy.policy.object, other.policy.object) && covers.subject(policy, other),
      );
      return mine.flatMap((rule) => {
        const by = wider.flatMap((other) => byPolicy.get(other) ?? []).find((other) => covers.rule(rule, other, direction));
        return by === undefined ? [] : [{ ...placeOf(rule), by: placeOf(by) }];
      });
    });
  });
}

function placeOf({ policy, rule }: Placed): RulePlace {
  return { policy: policy.policy.object, pointer: rule.rule.pointer, action: rule.rule.action };
}

function placedRules({ policies }: Network, direction: Direction): Placed[] {
  return policies.flatMap((policy) => policy.rules[direction].map((rule) => ({ policy, rule }))).map((placed, at) => ({ ...placed, at }));
}

/** Kubernetes' own policies of other namespaces never select the same pods. */
function createRivals({ policies }: Network): (of: ClassPolicy) => readonly ClassPolicy[] {
  const [own, others] = [
    policies.filter(({ policy }) => isKubernetes(policy.object)),
    policies.filter(({ policy }) => !isKubernetes(policy.object)),
  ];
  const byNamespace = Map.groupBy(own, ({ policy }) => namespaceOf(policy.object));
  return ({ policy }) => (isKubernetes(policy.object) ? [...others, ...(byNamespace.get(namespaceOf(policy.object)) ?? [])] : policies);
}

function isKubernetes({ apiVersion }: KubernetesObject): boolean {
  return groupOf(apiVersion) === 'networking.k8s.io';
}

function createCovering(network: Network, structural: boolean) {
  const { store } = network;
  const implies = createImplication();
  const within = (a: Match, of: Term, b: Match, wider: Term): boolean =>
    implies(of, wider) || (!structural && isSubset(a.possible, b.sure));
  const meetsPorts = (mine: ClassRule, wider: ClassRule, receivers: Bitset): boolean => {
    if (mine.ports.groups.length === 0 && wider.ports.groups.length === 0)
      return store.subtract(mine.ports.otherwise, wider.ports.otherwise) === noneId;
    // What a name is nobody knows where there is no pod.
    if (isNobody(receivers)) return JSON.stringify(mine.rule.ports) === JSON.stringify(wider.rule.ports);
    return members(receivers).every((at) => {
      const other = portsAt(wider.ports, at);
      return other.sure && store.subtract(portsAt(mine.ports, at).connections, other.connections) === noneId;
    });
  };
  const subject = (mine: ClassPolicy, wider: ClassPolicy): boolean =>
    wider.policy.doubts.length === 0 && within(mine.subject, mine.policy.subject, wider.subject, wider.policy.subject);
  const rule = (mine: Placed, wider: Placed, direction: Direction): boolean => {
    if (mine === wider || wider.rule.rule.doubts.length > 0 || (!structural && isNobody(mine.rule.peer.possible))) return false;
    const bothWays = isFree(network, mine, wider) && fits(wider, mine, direction) && subject(wider.policy, mine.policy);
    if (!decidesFirst(network, mine, wider) || (bothWays && wider.at > mine.at)) return false;
    return fits(mine, wider, direction);
  };
  const fits = (mine: Placed, wider: Placed, direction: Direction): boolean =>
    wider.rule.rule.own === undefined &&
    within(mine.rule.peer, mine.rule.rule.peer, wider.rule.peer, wider.rule.rule.peer) &&
    meetsPorts(mine.rule, wider.rule, direction === 'ingress' ? mine.policy.subject.possible : mine.rule.peer.possible);
  return { subject, rule };
}

/** Whether the order of two rules does not matter: they do the same, and nothing can come between. */
function isFree({ policies }: Network, a: Placed, b: Placed): boolean {
  if (a.rule.rule.action !== b.rule.rule.action || a.policy.policy.tier.name !== b.policy.policy.tier.name) return false;
  if (a.policy.policy.tier.denyFirst === true) return true;
  return (
    [a, b].every(({ policy }) => isKubernetes(policy.policy.object)) &&
    policies.every(({ policy }) => isKubernetes(policy.object) || policy.tier.name !== a.policy.policy.tier.name)
  );
}

/** Whether what the second rule matches never gets to the first, or would be treated alike. */
function decidesFirst(network: Network, mine: Placed, wider: Placed): boolean {
  if (isFree(network, mine, wider)) return true;
  const [a, b] = [mine.policy.policy, wider.policy.policy];
  const isSameTier = a.tier.name === b.tier.name;
  if (wider.rule.rule.action === 'pass' && !isSameTier) return false;
  if (isSameTier && a.tier.denyFirst === true) return wider.rule.rule.action === 'deny';
  // Of equal order and without a rank any may come first.
  if (a !== b && isSameTier && a.order === b.order && (a.rank ?? '') === (b.rank ?? '')) return false;
  return wider.at < mine.at;
}

function isNobody(set: Bitset): boolean {
  return set.every((word) => word === 0);
}
