// SPDX-License-Identifier: Apache-2.0
// Who reaches whom after a change and did not before, for other programs: nothing is shortened.
import { cidrsOf, type Connections, connectionsText, namespaceOf, type Place, rangesOf } from '../engines/network/index.ts';
import { displayName } from '../model/object.ts';
import { csvLine } from './csv.ts';
import { type NetworkDiff, type Row, rowsOf } from './network-diff.ts';
import type { EdgeWhy } from './network-diff-why.ts';
import { stringify } from './stringify.ts';

/** In pieces, one edge a line: between thousands of workloads there are millions. */
export function* jsonNetworkDiff(diff: NetworkDiff, why?: (row: Row) => EdgeWhy): Generator<string> {
  const { before, after, namespace, added, removed, partly, unknown } = diff;
  const rows = rowsOf(diff);
  const head = {
    schema: 'rampart.dev/network-diff/v1',
    before,
    after,
    ...(namespace === undefined ? {} : { namespace }),
    complete: unknown.answers === 0 && partly.length === 0,
    unknown,
    partly,
    workloadsAdded: added,
    workloadsRemoved: removed,
  };
  yield stringify(head, 2).replace(/\n\}$/, ',\n  "edges": [');
  const dataOf = placeData();
  let separator = '\n';
  for (const row of rows) {
    const { kind, places, connections, cause } = row;
    const edge = {
      change: kind,
      from: dataOf(places.from),
      to: dataOf(places.to),
      connections: connectionsText(connections),
      ports: portsData(connections),
      cause,
      ...(why === undefined ? {} : { why: why(row) }),
    };
    yield `${separator}    ${stringify(edge)}`;
    separator = ',\n';
  }
  yield rows.length > 0 ? '\n  ]\n}\n' : ']\n}\n';
}

/** What there is to say where a side could not be read: no edges, so that nobody takes their absence for `the same`. */
export function unreadNetworkDiff(before: string, after: string, partly: NetworkDiff['partly']): object {
  return { schema: 'rampart.dev/network-diff/v1', before, after, complete: false, partly };
}

/** Each place once: the blocks of addresses are many. */
function placeData(): (place: Place) => object {
  const known = new Map<Place, object>();
  return (place) => {
    const data = known.get(place) ?? dataOfPlace(place);
    known.set(place, data);
    return data;
  };
}

function dataOfPlace(place: Place): object {
  switch (place.kind) {
    case 'workload':
      return { kind: 'workload', name: displayName(place.workload.object), namespace: namespaceOf(place.workload.object) };
    case 'node':
      return { kind: 'node', name: displayName(place.node) };
    case 'addresses':
      return { kind: 'addresses', cidrs: cidrsOf(place.ranges) };
  }
}

interface PortData {
  readonly protocol: string;
  readonly first: number;
  readonly last: number;
}

/**
 * Ranges of ports with their protocol. ICMP has its types there, each with all of its codes, or one type with a range of codes;
 * `other` the numbers of the protocols.
 */
function portsData(connections: Connections): object[] {
  return rangesOf(connections).flatMap((range): object[] => (range.protocol.startsWith('ICMP') ? typesData(range) : [range]));
}

const codes = 256;

function typesData({ protocol, first, last }: PortData): object[] {
  const [type, lastType] = [Math.floor(first / codes), Math.floor(last / codes)];
  const [code, lastCode] = [first % codes, last % codes];
  const isWhole = code === 0 && lastCode === codes - 1;
  if (isWhole) return [{ protocol, first: type, last: lastType }];
  if (type === lastType) return [{ protocol, first: type, last: type, codes: { first: code, last: lastCode } }];
  const end = (type + 1) * codes;
  return [...typesData({ protocol, first, last: end - 1 }), ...typesData({ protocol, first: end, last })];
}

/** Blocks and ranges of ports are separated by spaces: `10.0.0.0/8 192.0.2.7/32`, `TCP/80 UDP/53-60`. */
export function* csvNetworkDiff(diff: NetworkDiff): Generator<string> {
  yield csvLine(['change', 'from', 'to', 'connections', 'cause', 'ports']);
  const textOf = placeTexts();
  for (const { kind, places, connections, cause } of rowsOf(diff))
    yield csvLine([kind, textOf(places.from), textOf(places.to), connectionsText(connections), cause, portsText(connections)]);
}

function placeTexts(): (place: Place) => string {
  const known = new Map<Place, string>();
  return (place) => {
    const text = known.get(place) ?? textOfPlace(place);
    known.set(place, text);
    return text;
  };
}

function textOfPlace(place: Place): string {
  if (place.kind === 'addresses') return cidrsOf(place.ranges).join(' ');
  return displayName(place.kind === 'node' ? place.node : place.workload.object);
}

/** ICMP as type.code, so that every protocol has one form. */
function portsText(connections: Connections): string {
  return rangesOf(connections)
    .map(({ protocol, first, last }) => {
      const text = (number: number) => (protocol.startsWith('ICMP') ? `${Math.floor(number / codes)}.${number % codes}` : String(number));
      return `${protocol}/${text(first)}${first === last ? '' : `-${text(last)}`}`;
    })
    .join(' ');
}
