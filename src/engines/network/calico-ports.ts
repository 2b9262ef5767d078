// SPDX-License-Identifier: Apache-2.0
// Protocols and ports of Calico's rules.
import { field, isObject, type Json } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import {
  all,
  type Connections,
  connectionsOf,
  isPortProtocol,
  type PortProtocol,
  type Protocol,
  subtract,
  unionOf,
} from './connections.ts';
import { listOf } from './endpoints.ts';
import { everyPort } from './kubernetes.ts';
import type { PortName, Ports } from './policy.ts';
import { invalid, isGiven, type Reader, shown } from './reader.ts';

export interface CalicoPorts {
  readonly ports: Ports;
  readonly doubts: readonly string[];
}

/** Numbers of protocols that have a place of their own. */
const numbers: ReadonlyMap<number, Protocol> = new Map([
  [1, 'ICMP'],
  [6, 'TCP'],
  [17, 'UDP'],
  [58, 'ICMPv6'],
  [132, 'SCTP'],
]);
const names: ReadonlyMap<string, Protocol> = new Map([...numbers.values()].map((name) => [name.toLowerCase(), name]));
const udpLite = 136;

export function calicoPorts(reader: Reader, rule: Json, at: Pointer): CalicoPorts {
  const doubtful = (pointer: Pointer, reason: string): CalicoPorts => ({ ports: everyPort, doubts: [invalid(reader, pointer, reason)] });
  const [wanted, unwanted] = [field(rule, 'protocol'), field(rule, 'notProtocol')];
  const only = isGiven(wanted) ? protocolConnections(wanted) : all;
  const never = isGiven(unwanted) ? protocolConnections(unwanted) : [];
  if (only === undefined) return doubtful(`${at}/protocol`, `${shown(wanted ?? null)} is no protocol`);
  if (never === undefined) return doubtful(`${at}/notProtocol`, `${shown(unwanted ?? null)} is no protocol`);
  if (![field(rule, 'icmp'), field(rule, 'notICMP')].every(isIcmp))
    return doubtful(`${at}/icmp`, 'types and codes of ICMP are numbers from 0 to 255');
  const icmp = icmpConnections(only, field(rule, 'icmp'));
  const notIcmp = icmpConnections(only, field(rule, 'notICMP'));
  const connections = subtract(subtract(icmp ?? only, notIcmp ?? []), never);

  const destination = field(rule, 'destination');
  const [listed, excluded] = [listOf(field(destination, 'ports')), listOf(field(destination, 'notPorts'))];
  if (listed.length === 0 && excluded.length === 0) return { ports: { connections, named: [] }, doubts: [] };
  const protocol = isGiven(wanted) ? protocolNamed(wanted) : undefined;
  if (protocol === undefined) return doubtful(`${at}/destination`, 'ports need the protocol TCP, UDP or SCTP');
  const [chosen, except] = [portsOf(protocol, listed), portsOf(protocol, excluded)];
  if (chosen === undefined) return doubtful(`${at}/destination/ports`, 'a port is a number, a range such as 80:90, or a name');
  if (except === undefined) return doubtful(`${at}/destination/notPorts`, 'a port is a number, a range such as 80:90, or a name');
  const without = { connections: unionOf([except.connections, never]), named: except.named };
  return { ports: { ...(listed.length === 0 ? { connections, named: [] } : chosen), except: without }, doubts: [] };
}

function protocolConnections(value: Json): Connections | undefined {
  if (typeof value === 'string') {
    const name = names.get(value.toLowerCase());
    if (name !== undefined) return connectionsOf(name);
    if (value.toLowerCase() === 'udplite') return connectionsOf('other', udpLite, udpLite);
    return /^\d{1,3}$/.test(value) ? protocolConnections(Number(value)) : undefined;
  }
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 255) return undefined;
  const protocol = numbers.get(value);
  return protocol === undefined ? connectionsOf('other', value, value) : connectionsOf(protocol);
}

function protocolNamed(value: Json): PortProtocol | undefined {
  const name = typeof value === 'number' ? numbers.get(value) : typeof value === 'string' ? names.get(value.toLowerCase()) : undefined;
  return name !== undefined && isPortProtocol(name) ? name : undefined;
}

function isIcmp(value: Json | undefined): boolean {
  return ['type', 'code'].every((key) => !isGiven(field(value, key)) || isByte(field(value, key)));
}

export function isByte(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255;
}

/** Of the connections of ICMP in `only`, those with a type and code; undefined where none is given. */
function icmpConnections(only: Connections, value: Json | undefined): Connections | undefined {
  if (!isObject(value)) return undefined;
  const [type, code] = [field(value, 'type'), field(value, 'code')];
  if (typeof type !== 'number') return only;
  const [first, last] = typeof code === 'number' ? [type * 256 + code, type * 256 + code] : [type * 256, type * 256 + 255];
  const isV6 = only.length > 0 && only[0] === connectionsOf('ICMPv6')[0];
  return connectionsOf(isV6 ? 'ICMPv6' : 'ICMP', first, last);
}

function portsOf(
  protocol: PortProtocol,
  list: readonly Json[],
): { readonly connections: Connections; readonly named: readonly PortName[] } | undefined {
  const sets: Connections[] = [];
  const named: PortName[] = [];
  for (const item of list) {
    const range = rangeOf(item);
    if (range !== undefined) sets.push(connectionsOf(protocol, ...range));
    else if (typeof item === 'string' && /^[a-zA-Z0-9_.-]{1,128}$/.test(item) && !/^\d+$/.test(item)) named.push({ name: item, protocol });
    else return undefined;
  }
  return { connections: unionOf(sets), named };
}

function rangeOf(item: Json): [number, number] | undefined {
  if (typeof item !== 'number' && typeof item !== 'string') return undefined;
  const match = /^(\d{1,5})(?::(\d{1,5}))?$/.exec(`${item}`);
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first <= last && last <= 65535 ? [first, last] : undefined;
}
