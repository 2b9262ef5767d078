// SPDX-License-Identifier: Apache-2.0
// Places of the network by their names, and subjects as places.
import { namespaceOf, type Network, type Place, placesOf } from '../../engines/network/index.ts';
import { displayName } from '../../model/object.ts';
import { blockTexts } from './addresses-text.ts';
import type { Side } from './sides.ts';

/** Ranges that are told of a place before the rest is only counted. */
const rangesTold = 3;

export function placeName(place: Place): string {
  switch (place.kind) {
    case 'workload':
      return displayName(place.workload.object);
    case 'node':
      return displayName(place.node);
    case 'addresses': {
      const blocks = blockTexts(place.ranges);
      const rest = blocks.length - rangesTold;
      return rest > 1 ? `${blocks.slice(0, rangesTold).join(', ')} and ${rest.toLocaleString('en-US')} more ranges` : blocks.join(', ');
    }
  }
}

/** '' for nodes and addresses. */
export function placeNamespace(place: Place): string {
  return place.kind === 'workload' ? namespaceOf(place.workload.object) : '';
}

/** The workloads, by namespace and name, those of one namespace where it is given. */
export function workloadPlaces(network: Network, namespace?: string): WorkloadPlace[] {
  const keyOf = (place: WorkloadPlace) => `${placeNamespace(place)}\u0000${place.workload.object.name}`;
  return placesOf(network)
    .filter((place) => place.kind === 'workload')
    .filter((place) => namespace === undefined || placeNamespace(place) === namespace)
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

export type WorkloadPlace = Place & { readonly kind: 'workload' };

/** Parts of a subject as one place; of pods that policies treat alike two are enough: one, and another to connect to. */
export function placeOfSides({ endpoints, atoms, classes }: Network, sides: readonly Side[]): Place | undefined {
  const items = sides.flatMap(({ members }) => byClass(members.map(({ item }) => item)));
  const [first] = items;
  const ranges = sides.flatMap((side) => side.ranges);
  if (first === undefined) {
    const outside = atoms.flatMap((atom, index) =>
      ranges.some((range) => range.first <= atom.last && atom.first <= range.last) ? [endpoints.length + index] : [],
    );
    return outside.length === 0 ? undefined : { kind: 'addresses', ranges, items: byClass(outside) };
  }
  const { workload, object } = endpoints[first] ?? {};
  if (workload !== undefined) return { kind: 'workload', workload, items };
  return object === undefined ? undefined : { kind: 'node', node: object, items };

  function byClass(all: readonly number[]): number[] {
    return [
      ...Map.groupBy(all, (item) =>
        endpoints[item]?.kind === 'pod' ? `${classes.of[item]}` : `item ${item} ${classes.of[item]}`,
      ).values(),
    ].flatMap((same) => same.slice(0, 2));
  }
}
