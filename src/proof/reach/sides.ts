// SPDX-License-Identifier: Apache-2.0
// A subject in parts that policies treat alike: one of each speaks for all of it.
import {
  addressOf,
  type AddressSet,
  addressSet,
  addressText,
  type Connections,
  type Endpoint,
  type Network,
  type Party,
} from '../../engines/network/index.ts';
import { displayName } from '../../model/object.ts';
import type { Workload } from '../../model/workload.ts';
import { blockTexts } from './addresses-text.ts';
import type { Subject } from './subject.ts';

export interface Side {
  /** Of endpoints of the network, or of addresses outside. */
  readonly members: readonly Endpoint[];
  readonly ranges: AddressSet;
  /** What a question about it as the receiver asks for; undefined where it has no such port. */
  readonly asked: Connections | undefined;
}

/**
 * The parts of a subject. `isNodeSensitive`: the other subject has nodes or pods of their network, which their own pods always reach, so
 * that pods of different nodes are told apart.
 */
export function sidesOf(
  network: Network,
  subject: Subject,
  isNodeSensitive: boolean,
  asks: (receiver: Endpoint | undefined) => Connections | undefined,
): Side[] {
  const { classes, endpoints, atoms } = network;
  const pods = Map.groupBy(subject.endpoints, (endpoint) =>
    endpoint.kind === 'pod'
      ? `${classes.of[endpoint.item]} ${isNodeSensitive ? endpoint.node : ''} ${asks(endpoint)?.join()}`
      : `item ${endpoint.item}`,
  );
  const outside = Map.groupBy(
    atoms.flatMap((atom, index) => subject.ranges.flatMap((range) => overlap(atom, range, classes.of[endpoints.length + index] ?? 0))),
    ({ at }) => at,
  );
  return [
    ...[...pods.values()].map((members) => ({ members, ranges: [], asked: asks(members[0]) })),
    ...[...outside.values()].map((parts) => ({ members: [], ranges: addressSet(parts), asked: asks(undefined) })),
  ];
}

function overlap(a: AddressSet[number], b: AddressSet[number], at: number) {
  const [first, last] = [a.first > b.first ? a.first : b.first, a.last < b.last ? a.last : b.last];
  return first > last ? [] : [{ first, last, at }];
}

/** Two parties that speak for a pair of sides: different ones where there are different ones. */
export function partiesOf(network: Network, from: Side, to: Side): readonly [Party, Party] {
  const [sender, receiver] = [partyOf(network, from), partyOf(network, to)];
  if (sender !== receiver) return [sender, receiver];
  const other = to.members.find((member) => member !== sender) ?? from.members.find((member) => member !== receiver);
  return [sender, other ?? receiver];
}

function partyOf({ endpoints }: Network, { members, ranges }: Side): Party {
  const [member] = members;
  if (member !== undefined) return member;
  const taken = new Set(endpoints.flatMap(({ addresses }) => addresses));
  const { first, last } = ranges[0] ?? { first: addressOf('0.0.0.0') ?? 0n, last: 0n };
  // An address of a pod would mean the pod.
  let address = first;
  while (address < last && taken.has(address)) address += 1n;
  return { address: addressText(address) };
}

/** The workload that it is of, or the pod or node itself. */
export function endpointName({ object, workload }: Endpoint): string {
  return displayName(workload !== undefined && object === workload.object ? workload.object : object);
}

/** How many pods each workload has. */
export function podCounts({ endpoints }: Network): ReadonlyMap<Workload, number> {
  const counts = new Map<Workload, number>();
  for (const { workload } of endpoints) if (workload !== undefined) counts.set(workload, (counts.get(workload) ?? 0) + 1);
  return counts;
}

/** What sides are called: workloads with all of their pods, some of their pods, nodes, ranges of addresses. */
export function sideNames(sides: readonly Side[], counts: ReadonlyMap<Workload, number>): string[] {
  const members = sides.flatMap((side) => side.members);
  const inside = [...Map.groupBy(members, ({ workload }) => workload)].flatMap(([workload, own]) => {
    if (workload === undefined) return own.map(({ object }) => displayName(object));
    const total = counts.get(workload) ?? 0;
    const name = displayName(workload.object);
    if (own.length === total) return [name];
    return own.length === 1
      ? own.map(endpointName)
      : [`${own.length.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} pods of ${name}`];
  });
  return [...inside, ...blockTexts(addressSet(sides.flatMap(({ ranges }) => ranges)))];
}
