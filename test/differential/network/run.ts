// SPDX-License-Identifier: Apache-2.0
// Random clusters and packets: the engine, which computes all connections at once, beside a reference that asks one policy after the
// other about one packet. Where everything is known, every answer must be known and equal; where parts are hidden from the engine,
// whatever it claims to know must still be so.
import {
  compile,
  connectionsBetween,
  contains,
  explain,
  type Network,
  type Party,
  type Protocol,
} from '../../../src/engines/network/index.ts';
import { drive, type Options, type Tally } from '../drive.ts';
import { createRandom, type Random } from '../pss/random.ts';
import { compareDifferences, type DifferenceCounts } from './differences.ts';
import { generateCluster, generatePacket } from './generate.ts';
import { givenOf } from './objects.ts';
import { isAllowed, passes } from './reference.ts';
import type { Cluster, Packet, Sender } from './world.ts';

export interface Difference {
  readonly seed: number;
  readonly packet: object;
  readonly what: string;
  readonly ours: string;
  readonly theirs: string;
  readonly objects: readonly object[];
}

const packetsPerCluster = 60;
/** Two clusters beside each other take much longer than one. */
const roundsPerChange = 8;

export async function runNetwork(options: Options<Difference>): Promise<Tally<Difference> & Counts & DifferenceCounts> {
  const counts = { agreements: 0, allowed: 0, unknown: 0, changed: 0, perhaps: 0 };
  return await drive(options, 'reference', counts, ({ repeat, differ }) =>
    repeat((round) => {
      compareRound(options.seed + round, counts).forEach(differ);
      if (round % roundsPerChange === 0) compareDifferences(options.seed + round, counts).forEach(differ);
    }),
  );
}

interface Counts {
  agreements: number;
  allowed: number;
  unknown: number;
}

/** One cluster: the seed says all. Gives the first difference of it, if there is one. */
export function compareRound(seed: number, counts: Counts): Difference[] {
  const random = createRandom(seed);
  const isWhole = random.chance(0.5);
  const cluster = generateCluster(random, random.pick(['kubernetes', 'calico', 'cilium']), isWhole);
  const given = givenOf(cluster, isWhole ? undefined : random);
  const network = compile(given.world, given.options);
  // Policies of one priority come in any order: what is known must hold in both.
  const orders = [cluster, { ...cluster, admin: cluster.admin.toReversed() }];
  for (let count = 0; count < packetsPerCluster; count++) {
    const packet = visiblePacket(random, cluster, network);
    if (packet === undefined) continue;
    const difference = compare(network, orders, packet, isWhole, counts);
    if (difference !== undefined)
      return [{ seed, ...difference, packet, objects: given.objects.map(({ kind, name, body }) => ({ kind, name, body })) }];
  }
  return [];
}

function compare(network: Network, orders: readonly Cluster[], packet: Packet, isWhole: boolean, counts: Counts) {
  const [from, to] = [partyOf(network, packet.from), partyOf(network, packet.to)];
  if (from === undefined || to === undefined) return undefined;
  const { verdict, egress, ingress } = connectionsBetween(network, from, to);
  const [protocol, number] = pointOf(packet);
  const explanation = explain(network, from, to, { protocol, port: number });
  const asked = [
    { what: 'verdict', ours: verdict, theirs: orders.map((cluster) => isAllowed(cluster, packet)), told: explanation.answer, reasons: 1 },
    {
      what: 'egress',
      ours: egress,
      theirs: orders.map((cluster) => passes(cluster, packet, 'egress')),
      told: explanation.egress.answer,
      reasons: explanation.egress.reasons.length,
    },
    {
      what: 'ingress',
      ours: ingress,
      theirs: orders.map((cluster) => passes(cluster, packet, 'ingress')),
      told: explanation.ingress.answer,
      reasons: explanation.ingress.reasons.length,
    },
  ];
  for (const { what, ours, theirs, told, reasons } of asked) {
    const answer = contains(ours.allowed, protocol, number) ? 'allowed' : contains(ours.denied, protocol, number) ? 'denied' : 'unknown';
    const truths = [...new Set(theirs.map((is) => (is ? 'allowed' : 'denied')))];
    const isRight = answer === 'unknown' ? !isWhole : truths.length === 1 && truths[0] === answer;
    const isExplained = told === answer && (answer === 'unknown' ? reasons > 0 : reasons === 1);
    if (!isRight || !isExplained)
      return {
        what: isRight ? `explanation of ${what}, ${reasons} reasons` : what,
        ours: `${answer}, told ${told}`,
        theirs: truths.join(' or '),
      };
    counts.agreements++;
    if (answer === 'allowed') counts.allowed++;
    if (answer === 'unknown') counts.unknown++;
  }
  return undefined;
}

/** A packet between parties that the engine sees; nodes may be hidden from it. */
function visiblePacket(random: Random, cluster: Cluster, network: Network): Packet | undefined {
  const packet = generatePacket(random, cluster);
  return partyOf(network, packet.from) === undefined || partyOf(network, packet.to) === undefined ? undefined : packet;
}

function partyOf({ endpoints }: Network, sender: Sender): Party | undefined {
  if ('outside' in sender) return { address: sender.outside };
  const name = 'pod' in sender ? sender.pod.name : sender.node.name;
  return endpoints.find((endpoint) => endpoint.name === name);
}

function pointOf({ protocol, number }: Packet): readonly [Protocol, number] {
  return protocol === 'ICMP' ? ['ICMP', number * 256] : [protocol, number];
}
