// SPDX-License-Identifier: Apache-2.0
// From a world to a network that can be asked: everything is read and checked once, then endpoints and addresses that no policy
// tells apart become one class, and each policy speaks of classes.
import { atomsOf } from './atoms.ts';
import { add, type Bitset, emptySet, members } from './bitset.ts';
import { type Classes, classesOf } from './classes.ts';
import { createConnectionStore } from './connection-store.ts';
import { endpointsOf } from './endpoints.ts';
import type { ClassPolicy, ClassRule, Compiled, Network } from './network.ts';
import { type Direction, directions, type Policy, type Rule } from './policy.ts';
import { createPortGrouping, type PortGroups } from './port-groups.ts';
import { podSpaceOf } from './pod-space.ts';
import { readPolicies } from './read.ts';
import { createResolver, type Match } from './resolve.ts';
import { createRows } from './rows.ts';
import { createStateTable } from './states.ts';
import { addressesIn, hosts, pods, type Term } from './term.ts';
import { createVerdictTable } from './verdicts.ts';
import type { Options, World } from './world.ts';

export function compile(world: World, options: Options = {}): Network {
  const endpoints = endpointsOf(world, options);
  const { policies, problems } = readPolicies(world, options);
  const space = podSpaceOf(world, options, endpoints, policies.flatMap(termsOf).flatMap(addressesIn));
  const atoms = atomsOf(policies.flatMap(termsOf).flatMap(addressesIn));
  const size = endpoints.length + atoms.length;
  const resolve = createResolver({ endpoints, atoms, objects: world.objects, ...space, nameLabels: options.nameLabels ?? [] });
  const store = createConnectionStore();
  const group = createPortGrouping(endpoints, size, store);

  const overItems = policies.map((policy) => overMatches(policy, resolve, group));
  const classes = classesOf(size, [resolve(pods).sure, resolve(hosts).sure, ...setsOf(overItems)]);
  const inClasses = createProjection(classes);
  const verdicts = createVerdictTable(store);
  const compiled: Compiled = {
    world,
    options,
    problems,
    endpoints,
    atoms,
    classes,
    policies: overItems.map((policy) => projected(policy, inClasses)),
    store,
    verdicts,
    states: createStateTable(store, verdicts),
  };
  return { ...compiled, ingress: createRows(compiled, 'ingress'), egress: createRows(compiled, 'egress') };
}

function termsOf(policy: Policy): Term[] {
  return [
    policy.subject,
    ...directions.flatMap((direction) => (policy[direction]?.rules ?? []).flatMap(({ peer, own }) => (own ? [peer, own] : [peer]))),
  ];
}

function overMatches(policy: Policy, resolve: (term: Term) => Match, group: (ports: Rule['ports']) => PortGroups): ClassPolicy {
  const { sure, possible } = resolve(policy.subject);
  const subject = policy.doubts.length > 0 ? { sure: emptySet(possible.length * 32), possible } : { sure, possible };
  const rulesOf = (direction: Direction): ClassRule[] =>
    (policy[direction]?.rules ?? []).map((rule) => ({
      rule,
      peer: resolve(rule.peer),
      own: rule.own === undefined ? subject : resolve(rule.own),
      ports: group(rule.ports),
    }));
  return { policy, subject, rules: { ingress: rulesOf('ingress'), egress: rulesOf('egress') } };
}

/** Every set that tells items apart, each once. */
function setsOf(policies: readonly ClassPolicy[]): Set<Bitset> {
  const sets = new Set<Bitset>();
  const put = ({ sure, possible }: Match) => sets.add(sure).add(possible);
  for (const { subject, rules } of policies) {
    put(subject);
    for (const { peer, own, ports } of [...rules.ingress, ...rules.egress]) {
      put(peer);
      put(own);
      for (const { items } of ports.groups) sets.add(items);
    }
  }
  return sets;
}

type Projection = (set: Bitset) => Bitset;

/** Sets of items as sets of classes; all items of a class are in a set or none is. */
function createProjection({ of, count }: Classes): Projection {
  const results = new Map<Bitset, Bitset>();
  return (set) => {
    const known = results.get(set);
    if (known !== undefined) return known;
    const result = emptySet(count);
    for (const item of members(set)) add(result, of[item] ?? 0);
    results.set(set, result);
    return result;
  };
}

function projected({ policy, subject, rules }: ClassPolicy, inClasses: Projection): ClassPolicy {
  const matched = ({ sure, possible }: Match): Match => ({ sure: inClasses(sure), possible: inClasses(possible) });
  const over = (list: readonly ClassRule[]): ClassRule[] =>
    list.map(({ rule, peer, own, ports }) => ({
      rule,
      peer: matched(peer),
      own: matched(own),
      ports: {
        otherwise: ports.otherwise,
        groups: ports.groups.map((group) => ({ ...group, items: inClasses(group.items) })),
      },
    }));
  return { policy, subject: matched(subject), rules: { ingress: over(rules.ingress), egress: over(rules.egress) } };
}
