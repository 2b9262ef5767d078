// SPDX-License-Identifier: Apache-2.0
// Two clusters of which one came of the other: what the engine says was gained and lost between places, beside the reference, which is
// asked about each pair of pods and each packet, before and after.
import {
  type Change,
  cidrsOf,
  compile,
  contains,
  differenceOf,
  type Network,
  type Place,
  type Protocol,
} from '../../../src/engines/network/index.ts';
import type { KubernetesObject } from '../../../src/model/object.ts';
import { workloadsOf } from '../../../src/model/workloads.ts';
import { createRandom, type Random } from '../pss/random.ts';
import { changedCluster } from './change-cluster.ts';
import { generateCluster, outsideAddresses, packetPoint } from './generate.ts';
import { inBlock } from './matching.ts';
import { type Given, givenOf } from './objects.ts';
import { isAllowed } from './reference.ts';
import type { Cluster, Packet, Sender } from './world.ts';

export interface DifferenceCounts {
  agreements: number;
  changed: number;
  perhaps: number;
}

export interface WrongChange {
  readonly seed: number;
  readonly what: string;
  readonly packet: object;
  readonly ours: string;
  readonly theirs: string;
  readonly objects: readonly object[];
}

const probes = 120;
/** Neighbours of blocks that policies name, so that a range that is cut short shows. */
const edgeAddresses = [
  '8.8.8.7',
  '8.8.8.9',
  '9.255.255.255',
  '11.0.0.0',
  '192.167.255.255',
  '2001:db7::1',
  '2001:db9::',
  '255.255.255.255',
];

/** One moment of a cluster: what the engine was given of it, and what is true. */
interface Moment {
  readonly network: Network;
  /** Policies of one priority come in any order: what is known must hold in both. */
  readonly truths: readonly Cluster[];
}

export function compareDifferences(seed: number, counts: DifferenceCounts): WrongChange[] {
  const random = createRandom(seed);
  const isWhole = random.chance(0.6);
  const cluster = generateCluster(random, random.pick(['kubernetes', 'calico', 'cilium']), isWhole);
  const later = changedCluster(random, cluster, isWhole);
  const [before, after] = [cluster, later].map((own) => momentOf(own, isWhole ? undefined : random));
  if (before === undefined || after === undefined) return [];
  const changes = [...differenceOf(before.network, after.network)];
  const ends = [...namesIn(before), ...namesIn(after), ...outsideAddresses, ...edgeAddresses];
  for (let probe = 0; probe < probes; probe++) {
    const [from, to] = endsOf(random, changes, ends);
    if (isOutside(from) && isOutside(to)) continue;
    const point = packetPoint(random);
    const change = changes.find((one) => isAt(one.from, from) && isAt(one.to, to));
    const ours = sayOf(change, point);
    const old = answersOf(before, from, to, point);
    const fresh = answersOf(after, from, to, point);
    const isAlike = isAlone(before, from, to) || isAlone(after, from, to);
    const truths = new Set<Say>(
      isAlike ? ['same'] : old.flatMap((was) => fresh.map((is) => (was === is ? 'same' : is ? 'gained' : 'lost'))),
    );
    // What is unknown on both sides is no difference, either.
    const isOpen = ours === 'perhaps' || ours === 'same';
    const isRight = (isOpen && !isWhole) || (truths.size === 1 && truths.has(ours));
    if (!isRight) {
      const objects = [before, after].flatMap(({ network }) => network.world.objects.map(({ kind, name, body }) => ({ kind, name, body })));
      return [{ seed, what: 'difference', packet: { from, to, ...point }, ours, theirs: [...truths].join(' or '), objects }];
    }
    counts.agreements++;
    if (ours === 'perhaps') counts.perhaps++;
    else if (ours !== 'same') counts.changed++;
  }
  return [];
}

type Point = Pick<Packet, 'protocol' | 'number'>;

function momentOf(cluster: Cluster, hiding: Random | undefined): Moment {
  const given = givenOf(cluster, hiding);
  const objects = [...given.objects.map((object) => ownedPod(object)), ...ownersOf(given)];
  return {
    network: compile({ objects, workloads: workloadsOf(objects) }, given.options),
    truths: [cluster, { ...cluster, admin: cluster.admin.toReversed() }],
  };
}

/** Pods with an even number are of a Deployment in their namespace, so that a place is more than a pod. */
function ownerOf(pod: string): string | undefined {
  return /[02468]$/.test(pod) ? 'even' : undefined;
}

function ownedPod(object: KubernetesObject): KubernetesObject {
  const owner = object.kind === 'Pod' ? ownerOf(object.name) : undefined;
  if (owner === undefined) return object;
  const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'Deployment', name: owner, controller: true }];
  const { namespace, name, labels } = object;
  return { ...object, body: { ...object.body, metadata: { namespace, name, labels: { ...labels }, ownerReferences } } };
}

function ownersOf({ objects }: Given): KubernetesObject[] {
  const namespaces = new Set(
    objects.flatMap(({ kind, namespace, name }) => (kind === 'Pod' && ownerOf(name) !== undefined ? namespace : [])),
  );
  return [...namespaces].map((namespace) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace,
    name: 'even',
    labels: {},
    annotations: {},
    body: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace, name: 'even' },
      spec: { template: { metadata: {}, spec: { containers: [{ name: 'main', image: 'main' }] } } },
    },
    origin: { kind: 'file', source: 'generated', start: 0, end: 0, pointer: '' },
  }));
}

/** What is called by a text: `Deployment/shop/even`, `Pod/shop/pod-1`, `Node/n0`, an address. */
function senderName(sender: Sender): string {
  if ('outside' in sender) return sender.outside;
  if ('node' in sender) return `Node/${sender.node.name}`;
  const { namespace, name } = sender.pod;
  const owner = ownerOf(name);
  return owner === undefined ? `Pod/${namespace}/${name}` : `Deployment/${namespace}/${owner}`;
}

function namesIn({ truths: [cluster] }: Moment): string[] {
  if (cluster === undefined) return [];
  return [...new Set([...cluster.pods.map((pod) => senderName({ pod })), ...cluster.nodes.map((node) => senderName({ node }))])];
}

function isOutside(name: string): boolean {
  return !name.includes('/');
}

/** Half of the pairs are of places that changed. */
function endsOf(random: Random, changes: readonly Change[], ends: readonly string[]): readonly [string, string] {
  if (changes.length === 0 || random.chance(0.5)) return [random.pick(ends), random.pick(ends)];
  const { from, to } = random.pick(changes);
  const [sender, receiver] = [from, to].map((place) => random.pick(ends.filter((name) => isAt(place, name)).concat(boundsOf(place))));
  return [sender ?? '', receiver ?? ''];
}

/** Addresses at the ends of the blocks of a place. */
function boundsOf(place: Place): string[] {
  return place.kind === 'addresses' ? cidrsOf(place.ranges).map((cidr) => cidr.slice(0, cidr.indexOf('/'))) : [];
}

const known = new WeakMap<Place, Map<string, boolean>>();

function isAt(place: Place, name: string): boolean {
  const names = known.get(place) ?? new Map<string, boolean>();
  known.set(place, names);
  const answer = names.get(name) ?? isCalled(place, name);
  names.set(name, answer);
  return answer;
}

/** By the blocks of a place, as output tells them, and by nothing that the engine computes with. */
function isCalled(place: Place, name: string): boolean {
  switch (place.kind) {
    case 'addresses':
      return isOutside(name) && cidrsOf(place.ranges).some((cidr) => inBlock(name, cidr));
    case 'node':
      return name === `Node/${place.node.name}`;
    case 'workload': {
      const { kind, namespace, name: own } = place.workload.object;
      return name === `${kind}/${namespace}/${own}`;
    }
  }
}

type Say = 'same' | 'gained' | 'lost' | 'perhaps' | 'both';

function sayOf(change: Change | undefined, { protocol, number }: Point): Say {
  if (change === undefined) return 'same';
  const [of, at]: readonly [Protocol, number] = protocol === 'ICMP' ? ['ICMP', number * 256] : [protocol, number];
  const isIn = (set: keyof Pick<Change, 'gained' | 'lost' | 'perhapsGained' | 'perhapsLost'>) => contains(change[set], of, at);
  const sure = (['gained', 'lost'] as const).filter(isIn);
  const isPerhaps = isIn('perhapsGained') || isIn('perhapsLost');
  // What surely happened is not told as perhaps, and nothing is gained and lost.
  if (sure.length > 1 || (sure.length === 1 && isPerhaps)) return 'both';
  return sure[0] ?? (isPerhaps ? 'perhaps' : 'same');
}

/** Whether some of the one may send it to some of the other, for each truth; nobody does where one of them is not there. */
function answersOf({ network, truths }: Moment, from: string, to: string, point: Point): boolean[] {
  return truths.map((cluster) => pairsOf(network, cluster, from, to).some((pair) => isAllowed(cluster, { ...pair, ...point })));
}

/** A pod that is the only one of its place has no other there to connect to: nothing is compared then. */
function isAlone({ network, truths: [cluster] }: Moment, from: string, to: string): boolean {
  if (cluster === undefined) return false;
  return (
    sendersOf(network, cluster, from).length > 0 &&
    sendersOf(network, cluster, to).length > 0 &&
    pairsOf(network, cluster, from, to).length === 0
  );
}

function pairsOf(network: Network, cluster: Cluster, from: string, to: string): Pick<Packet, 'from' | 'to'>[] {
  const receivers = sendersOf(network, cluster, to);
  return sendersOf(network, cluster, from).flatMap((sender) =>
    receivers.filter((receiver) => !isSame(sender, receiver)).map((receiver) => ({ from: sender, to: receiver })),
  );
}

function sendersOf({ endpoints }: Network, { pods, nodes }: Cluster, name: string): Sender[] {
  if (isOutside(name)) return [{ outside: name }];
  const all: Sender[] = [...pods.map((pod) => ({ pod })), ...nodes.map((node) => ({ node }))];
  // Nodes may be hidden from the engine.
  return all.filter(
    (sender) => senderName(sender) === name && ('pod' in sender || endpoints.some((known) => `Node/${known.name}` === name)),
  );
}

function isSame(a: Sender, b: Sender): boolean {
  if ('pod' in a) return 'pod' in b && a.pod === b.pod;
  return 'node' in a && 'node' in b && a.node === b.node;
}
