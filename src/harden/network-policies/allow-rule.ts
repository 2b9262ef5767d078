// SPDX-License-Identifier: Apache-2.0
// The smallest policies that allow what a question asks for, held against the network that has them.
import {
  all,
  compile,
  type Connections,
  type Direction,
  edgesOf,
  intersect,
  isPortProtocol,
  type Network,
  placesOf,
  rangesOf,
  sameConnections,
  subtract,
  unionOf,
} from '../../engines/network/index.ts';
import { field, type Json, type JsonObject } from '../../model/json.ts';
import { displayName } from '../../model/object.ts';
import { makeObject } from '../../model/objects-in.ts';
import type { Workload } from '../../model/workload.ts';
import { ask, type Outcome, type PairAnswer, type Reach } from '../../proof/reach/ask.ts';
import { declaredPorts } from '../../proof/reach/declared-ports.ts';
import type { Subject } from '../../proof/reach/subject.ts';
import { peersOf, selectorsOf, selectorsOfWorkloads, type Unsayable } from './subject-selectors.ts';

export type AllowRule =
  | {
      readonly kind: 'allows';
      readonly policies: readonly JsonObject[];
      /** What else they change, one sentence each; empty where nothing. */
      readonly besides: readonly string[];
    }
  /** Why no policy of Kubernetes would do. */
  | { readonly kind: 'none'; readonly why: string };

/** More policies than this are no answer that anybody reads. */
const mostPolicies = 12;

/** What would make every denied pair of an answer allowed; undefined where none is denied. */
export function allowRule(network: Network, reach: Reach): AllowRule | undefined {
  const denied = reach.outcomes.filter(({ answer }) => answer === 'no' || answer === 'some');
  if (denied.length === 0) return undefined;
  if (denied.some(({ parts }) => parts.length === 0)) return { kind: 'none', why: 'too many pairs differ: ask about one workload' };
  const wanted = wantedOf(reach, denied);
  const ports = sameConnections(wanted, all) ? [] : rangesOf(wanted).flatMap(portOf);
  const written = directions.flatMap((direction): Written[] => {
    const own = denied.filter((outcome) => isDenied(outcome, direction, wanted));
    return own.length === 0 ? [] : writtenFor(network, reach, direction, own, ports);
  });
  const [refusal] = written.flatMap((part) => ('why' in part ? part.why : []));
  if (refusal !== undefined) return { kind: 'none', why: refusal };
  const policies = named(written.flatMap((part) => ('why' in part ? [] : [part.policy])));
  if (policies.length === 0) return { kind: 'none', why: 'no policy of either side denies it' };
  if (policies.length > mostPolicies) return { kind: 'none', why: `it would take ${policies.length} policies: ask about one workload` };
  return tried(network, reach, policies);
}

const directions: readonly Direction[] = ['egress', 'ingress'];

type Written = { readonly policy: JsonObject } | Unsayable;

function isDenied({ parts }: Outcome, direction: Direction, wanted: Connections): boolean {
  return parts.some(
    ({ connections, explanation }) => explanation[direction].answer === 'denied' && intersect(connections, wanted).length > 0,
  );
}

function writtenFor(
  network: Network,
  reach: Reach,
  direction: Direction,
  denied: readonly Outcome[],
  ports: readonly JsonObject[],
): Written[] {
  const { from, to } = reach.question;
  const [own, peer] = direction === 'egress' ? [from, to] : [to, from];
  const sides = denied.flatMap(({ senders, receivers }) => (direction === 'egress' ? senders : receivers));
  const members = new Set(sides.flatMap((side) => side.members));
  const [host] = [...members].filter(({ kind }) => kind !== 'pod');
  if (host !== undefined) return [{ why: `${displayName(host.object)} is of its node's network, where no NetworkPolicy selects it` }];
  const selected = own.endpoints.every((endpoint) => members.has(endpoint)) ? selectorsOf(network, own) : undefined;
  return (selected ?? selectorsOfWorkloads(network, members)).map((one): Written => {
    if ('why' in one) return one;
    const peers = peersOf(network, peer, one.namespace);
    if ('why' in peers) return peers;
    const rule = { [direction === 'egress' ? 'to' : 'from']: peers.peers, ...(ports.length === 0 ? {} : { ports }) };
    const policy = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `${direction === 'egress' ? 'to' : 'from'}-${slug(peer)}`, namespace: one.namespace },
      spec: { podSelector: one.podSelector, policyTypes: [direction === 'egress' ? 'Egress' : 'Ingress'], [direction]: [rule] },
    };
    return { policy };
  });
}

/** What was asked for; without a port what the containers of the receivers declare, and everything where they declare nothing. */
function wantedOf({ question }: Reach, denied: readonly Outcome[]): Connections {
  const asked = unionOf(denied.map((outcome) => outcome.asked));
  if (!sameConnections(asked, all)) return asked;
  const declared = unionOf(question.to.endpoints.flatMap(({ workload }) => (workload === undefined ? [] : declaredPorts(workload))));
  return declared.length === 0 ? all : declared;
}

function portOf({ protocol, first, last }: ReturnType<typeof rangesOf>[number]): JsonObject[] {
  return isPortProtocol(protocol) ? [{ protocol, port: first, ...(first === last ? {} : { endPort: last }) }] : [];
}

function slug({ meant, name }: Subject): string {
  const text = meant.kind === 'internet' ? 'internet' : name.slice(name.lastIndexOf('/', name.length - 4) + 1);
  const plain = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .slice(0, 50);
  return plain.replace(/^-+/, '').replace(/-+$/, '') || 'peer';
}

/** Each name once in its namespace. */
function named(policies: readonly JsonObject[]): JsonObject[] {
  const taken = new Set<string>();
  return policies.map((policy) => {
    const metadata = field(policy, 'metadata');
    const [name, namespace] = [text(field(metadata, 'name')), text(field(metadata, 'namespace'))];
    let own = name;
    for (let number = 2; taken.has(`${namespace}/${own}`); number++) own = `${name}-${number}`;
    taken.add(`${namespace}/${own}`);
    return { ...policy, metadata: { name: own, namespace } };
  });
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The question asked again of the network with the policies, and everything else that both subjects may do. */
function tried(network: Network, reach: Reach, policies: readonly JsonObject[]): AllowRule {
  const { world, options } = network;
  const added = policies.map((body) => makeObject(body, { kind: 'file', source: 'proposed policies', start: 0, end: 0, pointer: '' }, []));
  const after = compile({ ...world, objects: [...world.objects, ...added] }, options);
  const again = ask(after, { ...reach.question, from: moved(after, reach.question.from), to: moved(after, reach.question.to) });
  const left = again.outcomes.filter(({ answer }) => answer === 'no' || answer === 'some');
  const [still] = left;
  if (still === undefined) return { kind: 'allows', policies, besides: besidesOf(network, after, reach) };
  return { kind: 'none', why: stillText(still.answer) };
}

function stillText(answer: PairAnswer): string {
  return answer === 'some'
    ? 'policies of Kubernetes allow some of it only: rules that deny the rest decide before them'
    : 'rules that deny it decide before any policy of Kubernetes: change those';
}

/** The subject among the endpoints of another network of the same world. */
function moved(after: Network, subject: Subject): Subject {
  return { ...subject, endpoints: subject.endpoints.flatMap(({ item }) => after.endpoints[item] ?? []) };
}

/** Told before the rest is only counted. */
const mostBesides = 8;

function besidesOf(before: Network, after: Network, { question }: Reach): string[] {
  const { from, to } = question;
  const [senders, receivers] = [workloadsOf(from), workloadsOf(to)];
  const isAsked = (a: Workload, b: Workload) => senders.has(a) && receivers.has(b);
  const found: string[] = [];
  const places = (network: Network) => placesOf(network).filter((place) => place.kind === 'workload');
  const near = (network: Network, workloads: ReadonlySet<Workload>) => places(network).filter(({ workload }) => workloads.has(workload));
  const touched = [
    [near(before, senders), places(before), near(after, senders), places(after)],
    [places(before), near(before, receivers), places(after), near(after, receivers)],
  ] as const;
  for (const [oldFrom, oldTo, newFrom, newTo] of touched) {
    const fresh = edgesOf(after, newFrom, newTo);
    for (const old of edgesOf(before, oldFrom, oldTo)) {
      const { value } = fresh.next();
      if (value === undefined || old.from.kind !== 'workload' || old.to.kind !== 'workload') continue;
      const gained = intersect(old.verdict.denied, value.verdict.allowed);
      const lost = subtract(old.verdict.allowed, unionOf([value.verdict.allowed, value.verdict.unknown]));
      const pair = `${displayName(old.from.workload.object)} → ${displayName(old.to.workload.object)}`;
      if (gained.length > 0 && !isAsked(old.from.workload, old.to.workload)) found.push(`${pair} as well: their labels are the same`);
      if (lost.length > 0) found.push(`${pair} loses what it may send now`);
    }
  }
  const told = [...new Set(found)];
  return told.length <= mostBesides ? told : [...told.slice(0, mostBesides), `${told.length - mostBesides} more pairs`];
}

function workloadsOf({ endpoints }: Subject): ReadonlySet<Workload> {
  return new Set(endpoints.flatMap(({ workload }) => workload ?? []));
}
