// SPDX-License-Identifier: Apache-2.0
// What a change of the world changes in who reaches whom.
import { displayName } from '../../model/object.ts';
import { type Address, addressSet } from './addresses.ts';
import { atomsOf } from './atoms.ts';
import { outsideItem } from './between.ts';
import { all, type Connections, intersect, none, unionOf } from './connections.ts';
import { createPlaceVerdicts, type Place, placesOf } from './matrix.ts';
import type { Network } from './network.ts';
import type { Verdict } from './verdicts.ts';

export interface Change {
  readonly from: Place;
  readonly to: Place;
  /** The same two as each network has them. */
  readonly sender: Counterparts;
  readonly receiver: Counterparts;
  /** Denied before, allowed after. */
  readonly gained: Connections;
  /** Allowed before, denied after: what breaks. */
  readonly lost: Connections;
  /** Where one of the two is not known. */
  readonly perhapsGained: Connections;
  readonly perhapsLost: Connections;
}

/** A place in both networks; absent in one where it came or went. */
export interface Counterparts {
  readonly place: Place;
  readonly before: Place | undefined;
  readonly after: Place | undefined;
}

/** Every pair of places whose verdict differs. Workloads are the same by kind, namespace and name. */
export function* differenceOf(before: Network, after: Network): Generator<Change> {
  const pairs = pairsOf(before, after);
  const changeOf = createChanges();
  const [verdictBefore, verdictAfter] = [createPlaceVerdicts(before), createPlaceVerdicts(after)];
  // Receivers outside: their rows differ most, and each is then read from one end to the other.
  for (const to of pairs) {
    for (const from of pairs) {
      if (from.place.kind === 'addresses' && to.place.kind === 'addresses') continue;
      const [old, fresh] = [verdictIn(verdictBefore, from.before, to.before), verdictIn(verdictAfter, from.after, to.after)];
      // A single pod has no other of its workload: that is for the number of pods, and no difference of what is allowed.
      const change = old === undefined || fresh === undefined ? undefined : changeOf(old, fresh);
      if (change !== undefined) yield { from: from.place, to: to.place, sender: from, receiver: to, ...change };
    }
  }
}

const refused: Verdict = { allowed: none, unknown: none, denied: all };

/** Where nobody is, nothing is sent; undefined where somebody is there, but alone. */
function verdictIn(verdictOf: ReturnType<typeof createPlaceVerdicts>, from: Place | undefined, to: Place | undefined): Verdict | undefined {
  if (from === undefined || to === undefined) return refused;
  return verdictOf(from, to)?.verdict;
}

type Sets = Omit<Change, 'from' | 'to' | 'sender' | 'receiver'>;

/** Compares each two verdicts once, and the same two again at no cost. */
function createChanges(): (before: Verdict, after: Verdict) => Sets | undefined {
  const known = new Map<Verdict, Map<Verdict, Sets | undefined>>();
  let last: { readonly before: Verdict; readonly after: Verdict; readonly sets: Sets | undefined } | undefined;
  return (before, after) => {
    if (last?.before === before && last.after === after) return last.sets;
    const byAfter = known.get(before) ?? new Map<Verdict, Sets | undefined>();
    known.set(before, byAfter);
    if (!byAfter.has(after)) byAfter.set(after, changeBetween(before, after));
    last = { before, after, sets: byAfter.get(after) };
    return last.sets;
  };
}

function changeBetween(before: Verdict, after: Verdict): Sets | undefined {
  if (before === after) return undefined;
  const sets = compared(before, after);
  return Object.values(sets).some((set) => set.length > 0) ? sets : undefined;
}

function compared(before: Verdict, after: Verdict): Sets {
  return {
    gained: intersect(before.denied, after.allowed),
    lost: intersect(before.allowed, after.denied),
    perhapsGained: unionOf([intersect(before.denied, after.unknown), intersect(before.unknown, after.allowed)]),
    perhapsLost: unionOf([intersect(before.allowed, after.unknown), intersect(before.unknown, after.denied)]),
  };
}

function pairsOf(before: Network, after: Network): Counterparts[] {
  const [old, fresh] = [named(before), named(after)];
  const names = new Set([...old.keys(), ...fresh.keys()]);
  const inside = [...names].flatMap((name): Counterparts[] => {
    const [left, right] = [old.get(name), fresh.get(name)];
    const place = right ?? left;
    return place === undefined ? [] : [{ place, before: left, after: right }];
  });
  return [...inside, ...outsidePairs(before, after)];
}

function named(network: Network): Map<string, Place> {
  return new Map(
    placesOf(network).flatMap((place): [string, Place][] => {
      if (place.kind === 'addresses') return [];
      return [[place.kind === 'workload' ? displayName(place.workload.object) : `Node/${place.node.name}`, place]];
    }),
  );
}

/** Addresses that neither network tells apart. */
function outsidePairs(before: Network, after: Network): Counterparts[] {
  const itemsOf = (address: Address) => [outsideItem(before, address), outsideItem(after, address)] as const;
  const groups = Map.groupBy(atomsOf([before.atoms, after.atoms]), ({ first }) => {
    const [old, fresh] = itemsOf(first);
    return `${before.classes.of[old]} ${after.classes.of[fresh]}`;
  });
  return [...groups.values()].map((group) => {
    const [old, fresh] = itemsOf(group[0]?.first ?? 0n);
    const ranges = addressSet(group);
    const place = (item: number): Place => ({ kind: 'addresses', ranges, items: [item] });
    return { place: place(fresh), before: place(old), after: place(fresh) };
  });
}
