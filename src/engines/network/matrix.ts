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

/** Places of the same classes have the same verdicts, so each pair of classes is looked at once. */
function createPlaceVerdicts(network: Network): (from: Place, to: Place) => PlaceVerdict | undefined {
  const { classes, endpoints, verdicts } = network;
  const known = new Map<string, PlaceVerdict>();
  const classList = new Map<Place, readonly number[]>();
  const classesOf = (place: Place): readonly number[] => {
    const found = classList.get(place) ?? [...new Set(place.items.map((item) => classes.of[item] ?? 0))];
    classList.set(place, found);
    return found;
  };
  const isPlain = ({ items }: Place) => items.every((item) => endpoints[item] === undefined || endpoints[item].kind === 'pod');
  return (from, to) => {
    if (from === to || !isPlain(from) || !isPlain(to)) return joined(pairsOf(network, from, to));
    const key = `${classesOf(from).join(',')} ${classesOf(to).join(',')}`;
    const found = known.get(key) ?? joined(classesOf(from).flatMap((a) => classesOf(to).map((b) => classVerdict(network, a, b))));
    if (found !== undefined) known.set(key, found);
    return found;
  };

  function joined(all: readonly VerdictId[]): PlaceVerdict | undefined {
    const [first, ...others] = all;
    if (first === undefined) return undefined;
    return { verdict: verdicts.at(others.reduce(verdicts.any, first)), uneven: others.some((other) => other !== first) };
  }
}

function pairsOf(network: Network, from: Place, to: Place): VerdictId[] {
  const isItself = (a: number, b: number) => a === b && network.endpoints[a]?.single === true;
  return from.items.flatMap((a) => to.items.flatMap((b) => (isItself(a, b) ? [] : itemVerdict(network, a, b))));
}
