// SPDX-License-Identifier: Apache-2.0
// Ports of Cilium's rules: each entry of toPorts apart, since what is asked for within a connection may narrow one and not another.
import { field, type Json, stringField } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import { isByte } from './calico-ports.ts';
import { type Connections, connectionsOf, isPortProtocol, type PortProtocol, portProtocols, unionOf } from './connections.ts';
import { listOf } from './endpoints.ts';
import { everyPort } from './kubernetes.ts';
import type { PortName, Ports } from './policy.ts';
import { invalid, isGiven, type Reader, unevaluated } from './reader.ts';

export interface CiliumPorts {
  readonly ports: Ports;
  readonly doubts: readonly string[];
}

/** One for each entry; every port where nothing is said of any. */
export function ciliumPorts(reader: Reader, rule: Json, at: Pointer): CiliumPorts[] {
  const [toPorts, icmps] = [listOf(field(rule, 'toPorts')), listOf(field(rule, 'icmps'))];
  if (icmps.length > 0) return [icmpPorts(reader, icmps, `${at}/icmps`)];
  if (toPorts.length === 0) return [{ ports: everyPort, doubts: [] }];
  return toPorts.map((entry, index) => entryPorts(reader, entry, `${at}/toPorts/${index}`));
}

/** What in an entry looks into the connection. */
const insights = ['rules', 'listener', 'serverNames', 'terminatingTLS', 'originatingTLS'] as const;

function entryPorts(reader: Reader, entry: Json, at: Pointer): CiliumPorts {
  const doubts = insights
    .filter((key) => isGiven(field(entry, key)))
    .map((key) => unevaluated(reader, `${at}/${key}`, 'what is sent over a connection is not evaluated'));
  const list = listOf(field(entry, 'ports'));
  if (list.length === 0) return { ports: everyPort, doubts };
  const sets: Connections[] = [];
  const named: PortName[] = [];
  for (const [index, item] of list.entries()) {
    const read = portOf(item);
    if (typeof read === 'string') return { ports: everyPort, doubts: [...doubts, invalid(reader, `${at}/ports/${index}`, read)] };
    sets.push(read.connections);
    named.push(...read.named);
  }
  return { ports: { connections: unionOf(sets), named }, doubts };
}

/** The reason where it is none. */
function portOf(item: Json): Ports | string {
  const word = (stringField(item, 'protocol') ?? 'ANY').toUpperCase();
  const protocols: readonly PortProtocol[] = word === 'ANY' || word === '' ? portProtocols : isPortProtocol(word) ? [word] : [];
  if (protocols.length === 0) return `${word} is no protocol with ports`;
  const text = stringField(item, 'port') ?? '';
  if (!/^\d{1,5}$/.test(text)) {
    if (!/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,13}[a-zA-Z0-9])?$/.test(text)) return 'a port is a number or a name, as text';
    return { connections: [], named: protocols.map((protocol) => ({ name: text.toLowerCase(), protocol })) };
  }
  const first = Number(text);
  const end = field(item, 'endPort');
  const last = typeof end === 'number' && end !== 0 ? end : first;
  if (!Number.isInteger(last) || last > 65535 || last < first) return 'ports are numbers from 0 to 65535, or a range of them';
  const [from, to] = first === 0 && last === 0 ? [1, 65535] : [first, last];
  return { connections: unionOf(protocols.map((protocol) => connectionsOf(protocol, from, to))), named: [] };
}

/** Types by name: of ICMP, and of ICMPv6. */
const icmpTypes: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['EchoReply', [0, 129]],
  ['EchoRequest', [8, 128]],
  ['Echo', [8, 128]],
]);

function icmpPorts(reader: Reader, icmps: readonly Json[], at: Pointer): CiliumPorts {
  const sets: Connections[] = [];
  for (const [index, icmp] of icmps.entries()) {
    for (const [number, item] of listOf(field(icmp, 'fields')).entries()) {
      const isV6 = stringField(item, 'family') === 'IPv6';
      const type = field(item, 'type');
      const known =
        typeof type === 'string' ? (icmpTypes.get(type)?.[isV6 ? 1 : 0] ?? (/^\d{1,3}$/.test(type) ? Number(type) : undefined)) : type;
      if (!isByte(known))
        return { ports: everyPort, doubts: [unevaluated(reader, `${at}/${index}/fields/${number}/type`, 'the type is not known here')] };
      sets.push(connectionsOf(isV6 ? 'ICMPv6' : 'ICMP', known * 256, known * 256 + 255));
    }
  }
  return { ports: { connections: unionOf(sets), named: [] }, doubts: [] };
}
