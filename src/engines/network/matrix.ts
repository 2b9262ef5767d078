// SPDX-License-Identifier: Apache-2.0
// The network at the level of workloads: who of them, of the nodes and of the addresses outside reaches whom, with what.
import type { KubernetesObject } from '../../model/object.ts';
import type { Workload } from '../../model/workload.ts';
import { type AddressSet, addressSet } from './addresses.ts';
import type { Network } from './network.ts';
import { classVerdict, itemVerdict } from './pairs.ts';
import { type Verdict, type VerdictId } from './verdicts.ts';

/** All pods of a workload, a node, or addresses that no policy tells apart. */
export type Place =
  | { readonly kind: 'workload'; readonly workload: Workload; readonly items: readonly number[] }
  | { readonly kind: 'node'; readonly node: KubernetesObject; readonly items: readonly number[] }
  | { readonly kind: 'addresses'; readonly ranges: AddressSet; readonly items: readonly number[] };

export interface Edge {
  readonly from: Place;
  readonly to: Place;
  /** What some pod of the one may send to some pod of the other. */
  readonly verdict: Verdict;
  /** Some pairs of their pods differ. */
  readonly uneven: boolean;
}

export function placesOf({ endpoints, atoms, classes }: Network): Place[] {
  const byWorkload = Map.groupBy(
    endpoints.filter(({ workload }) => workload !== undefined),
    ({ workload }) => workload,
  );
  const workloads = [...byWorkload].flatMap(([workload, pods]): Place[] =>
    workload === undefined ? [] : [{ kind: 'workload', workload, items: pods.map(({ item }) => item) }],
  );
  const nodes = endpoints.flatMap(({ kind, object, item }): Place[] =>
    kind === 'node' ? [{ kind: 'node', node: object, items: [item] }] : [],
  );
  const outside = classes.members.flatMap((items): Place[] => {
    const ranges = items.flatMap((item) => atoms[item - endpoints.length] ?? []);
    return ranges.length === 0 ? [] : [{ kind: 'addresses', ranges: addressSet(ranges), items: items.slice(0, 1) }];
  });
  return [...workloads, ...nodes, ...outside];
}

/** Every ordered pair of places but two that are both outside, and but a single pod or node with itself. */
export function* edgesOf(network: Network, froms: readonly Place[] = placesOf(network), tos: readonly Place[] = froms): Generator<Edge> {
  const verdictOf = createPlaceVerdicts(network);
  for (const from of froms) {
    for (const to of tos) {
      if (from.kind === 'addresses' && to.kind === 'addresses') continue;
      const verdict = verdictOf(from, to);
      if (verdict !== undefined) yield { from, to, ...verdict };
    }
  }
}

type PlaceVerdict = Pick<Edge, 'verdict' | 'uneven'>;

/** Where no two places are alike, remembering every pair would take more memory than it saves time. */
const mostKnown = 2 ** 20;

/** Places of the same classes have the same verdicts, so each pair of lists of classes is looked at once. */
export function createPlaceVerdicts(network: Network): (from: Place, to: Place) => PlaceVerdict | undefined {
  const { verdicts } = network;
  const kindOf = createPlaceKinds(network);
  const known = new Map<number, PlaceVerdict>();
  const evens: PlaceVerdict[] = [];
  return (from, to) => {
    const [sender, receiver] = [kindOf(from), kindOf(to)];
    if (isSameWorkload(from, to) || !sender.isPlain || !receiver.isPlain) return joined(pairsOf(network, from, to));
    const [ownClass, otherClass] = [sender.classes[0] ?? 0, receiver.classes[0] ?? 0];
    if (sender.classes.length === 1 && receiver.classes.length === 1) return even(classVerdict(network, ownClass, otherClass));
    const key = sender.id * 2 ** 26 + receiver.id;
    const found = known.get(key) ?? joined(sender.classes.flatMap((a) => receiver.classes.map((b) => classVerdict(network, a, b))));
    if (known.size >= mostKnown) known.clear();
    if (found !== undefined) known.set(key, found);
    return found;
  };

  function even(verdict: VerdictId): PlaceVerdict {
    return (evens[verdict] ??= { verdict: verdicts.at(verdict), uneven: false });
  }

  function joined(all: readonly VerdictId[]): PlaceVerdict | undefined {
    const [first, ...others] = all;
    if (first === undefined) return undefined;
    return { verdict: verdicts.at(others.reduce(verdicts.any, first)), uneven: others.some((other) => other !== first) };
  }
}

/** A pod among both may be the same pod. */
function isSameWorkload(a: Place, b: Place): boolean {
  return a.kind === 'workload' && b.kind === 'workload' && a.workload === b.workload;
}

/** What a place is to policies. */
interface PlaceKind {
  readonly id: number;
  readonly classes: readonly number[];
  /** Neither hosts nor nodes: policies alone decide. */
  readonly isPlain: boolean;
}

function createPlaceKinds({ classes, endpoints }: Network): (place: Place) => PlaceKind {
  const byPlace = new Map<Place, PlaceKind>();
  const byText = new Map<string, PlaceKind>();
  return (place) => {
    const known = byPlace.get(place);
    if (known !== undefined) return known;
    const own = [...new Set(place.items.map((item) => classes.of[item] ?? 0))];
    const isPlain = place.items.every((item) => endpoints[item] === undefined || endpoints[item].kind === 'pod');
    const kind = byText.get(own.join(',')) ?? { id: byText.size, classes: own, isPlain };
    byText.set(own.join(','), kind);
    byPlace.set(place, kind);
    return kind;
  };
}

function pairsOf(network: Network, from: Place, to: Place): VerdictId[] {
  const isItself = (a: number, b: number) => a === b && network.endpoints[a]?.single === true;
  return from.items.flatMap((a) => to.items.flatMap((b) => (isItself(a, b) ? [] : itemVerdict(network, a, b))));
}
