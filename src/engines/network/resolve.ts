// SPDX-License-Identifier: Apache-2.0
// From terms to sets of items: endpoints first, then ranges of addresses that are nobody's. A term is answered twice: who it surely
// means, and who it may mean.
import type { KubernetesObject } from '../../model/object.ts';
import { type Address, type AddressSet, coversAddresses, sharesAddresses } from './addresses.ts';
import { type Atoms, indicesIn } from './atoms.ts';
import { indexLabels, type LabelIndex, valuesMeeting } from './bearers.ts';
import { add, type Bitset, difference, emptySet, fullSet, intersection, union } from './bitset.ts';
import type { Endpoint } from './endpoints.ts';
import { type Bearer, createNumbering, type Known, type LabelTest, type Term } from './term.ts';

export interface Match {
  readonly sure: Bitset;
  /** Holds `sure`; the same set where nothing is in doubt. */
  readonly possible: Bitset;
}

export interface Items {
  readonly endpoints: readonly Endpoint[];
  readonly atoms: Atoms;
  readonly objects: readonly KubernetesObject[];
  readonly nameLabels?: readonly string[];
  /** Where the address of a pod, or of a host, lies if it is not known. */
  readonly podSpace: AddressSet;
  readonly hostSpace: AddressSet;
}

export type Resolve = (term: Term) => Match;

export function createResolver(items: Items): Resolve {
  const { endpoints, atoms } = items;
  const size = endpoints.length + atoms.length;
  const labels: Readonly<Record<Bearer, LabelIndex>> = indexLabels(endpoints, items.objects, items.nameLabels);
  const setOf = (indices: Iterable<number>): Bitset => {
    const set = emptySet(size);
    for (const index of indices) add(set, index);
    return set;
  };
  const kindSet = (wanted: (endpoint: Endpoint) => boolean) =>
    setOf(endpoints.flatMap((endpoint, index) => (wanted(endpoint) ? index : [])));
  const everybody = fullSet(size);
  const pods = kindSet(({ kind }) => kind === 'pod');
  const hosts = kindSet(({ kind }) => kind !== 'pod');
  const outside = difference(everybody, union(pods, hosts));
  const placed = placedAddresses(endpoints);
  const numberOf = createNumbering();
  const results: Match[] = [];

  const resolve: Resolve = (term) => {
    return (results[numberOf(term)] ??= compute(term));
  };

  function compute(term: Term): Match {
    switch (term.kind) {
      case 'anybody':
        return exactly(everybody);
      case 'nobody':
        return exactly(emptySet(size));
      case 'pods':
        return exactly(pods);
      case 'hosts':
        return exactly(hosts);
      case 'outside':
        return exactly(outside);
      case 'label':
        return labelled(term.of, term.test);
      case 'addresses':
        return addressed(term.set, term.pods, term.hosts);
      case 'unknown':
        return { sure: emptySet(size), possible: resolve(term.among).possible };
      case 'not': {
        const { sure, possible } = resolve(term.of);
        return match(difference(everybody, possible), difference(everybody, sure), sure === possible);
      }
      case 'and':
        return combined(term.of.map(resolve), intersection) ?? exactly(everybody);
      case 'or':
        return combined(term.of.map(resolve), union) ?? exactly(emptySet(size));
    }
  }

  function labelled(of: Bearer, test: LabelTest): Match {
    const { met, open } = valuesMeeting(labels[of], test);
    const yes = setOf(met);
    const perhaps = open.length === 0 ? yes : union(yes, setOf(open));
    if (test.operator !== 'NotIn' && test.operator !== 'DoesNotExist') return match(yes, perhaps, open.length === 0);
    const universe = of === 'node' ? hosts : pods;
    return match(difference(universe, perhaps), difference(universe, yes), open.length === 0);
  }

  function addressed(set: AddressSet, matchesPods: Known, matchesHosts: Known): Match {
    const sure = setOf(atomIndices(set));
    const possible = sure.slice();
    const inside = new Map<number, number>();
    for (const range of set) {
      const [from, to] = indicesIn(placed.sorted, ({ address }) => address, range);
      for (const { item } of placed.sorted.slice(from, to)) inside.set(item, (inside.get(item) ?? 0) + 1);
    }
    let isExact = true;
    const put = (item: number, known: Known, isWhole: boolean) => {
      if (known === false) return;
      add(possible, item);
      if (known === true && isWhole) add(sure, item);
      else isExact = false;
    };
    for (const [item, count] of inside) {
      const endpoint = endpoints[item];
      if (endpoint) put(item, endpoint.kind === 'pod' ? matchesPods : matchesHosts, count === endpoint.addresses.length);
    }
    for (const [unplaced, space, known] of [
      [placed.pods, items.podSpace, matchesPods],
      [placed.hosts, items.hostSpace, matchesHosts],
    ] as const) {
      if (unplaced.length === 0 || !sharesAddresses(set, space)) continue;
      const isWhole = coversAddresses(set, space);
      for (const item of unplaced) put(item, known, isWhole);
    }
    return match(sure, possible, isExact);
  }

  function atomIndices(set: AddressSet): number[] {
    return set.flatMap((range) => {
      const [from, to] = indicesIn(atoms, ({ first }) => first, range);
      return Array.from({ length: to - from }, (_, index) => endpoints.length + from + index);
    });
  }

  return resolve;
}

/** The addresses of endpoints in their order, and the endpoints without any. */
function placedAddresses(endpoints: readonly Endpoint[]) {
  const sorted = endpoints
    .flatMap(({ addresses }, item) => addresses.map((address): { address: Address; item: number } => ({ address, item })))
    .toSorted((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  const unplaced = endpoints.flatMap(({ addresses }, item) => (addresses.length === 0 ? item : []));
  return {
    sorted,
    pods: unplaced.filter((item) => endpoints[item]?.kind === 'pod'),
    hosts: unplaced.filter((item) => endpoints[item]?.kind !== 'pod'),
  };
}

/** Undefined where there is nothing to combine. Most matches are exact, and are combined once. */
function combined([first, ...others]: readonly Match[], combine: (a: Bitset, b: Bitset) => Bitset): Match | undefined {
  let result = first;
  for (const other of others) {
    if (result === undefined) return undefined;
    const sure = combine(result.sure, other.sure);
    const isExact = result.sure === result.possible && other.sure === other.possible;
    result = isExact ? exactly(sure) : { sure, possible: combine(result.possible, other.possible) };
  }
  return result;
}

function exactly(set: Bitset): Match {
  return { sure: set, possible: set };
}

function match(sure: Bitset, possible: Bitset, isExact: boolean): Match {
  return isExact ? exactly(sure) : { sure, possible };
}
