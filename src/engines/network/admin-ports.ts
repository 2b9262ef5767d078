// SPDX-License-Identifier: Apache-2.0
// How the policies of policy.networking.k8s.io name ports: v1alpha1 by `ports`, v1alpha2 by `protocols`.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import { type Connections, connectionsOf, isPortProtocol, portProtocols, unionOf } from './connections.ts';
import { everyPort, isPortNumber } from './kubernetes.ts';
import type { PortName, Ports } from './policy.ts';
import { invalid, isGiven, type Reader } from './reader.ts';

export interface ReadPorts {
  readonly ports: Ports;
  readonly doubts: readonly string[];
}

type One = { readonly connections: Connections } | { readonly name: string } | { readonly invalid: string };

export function adminPorts(reader: Reader, value: Json | undefined, pointer: Pointer): ReadPorts {
  return portsOf(reader, value, pointer, adminPort);
}

export function clusterProtocols(reader: Reader, value: Json | undefined, pointer: Pointer): ReadPorts {
  return portsOf(reader, value, pointer, clusterProtocol);
}

function portsOf(reader: Reader, value: Json | undefined, pointer: Pointer, readOne: (value: Json) => One): ReadPorts {
  if (!isGiven(value)) return { ports: everyPort, doubts: [] };
  if (!isArray(value)) return { ports: everyPort, doubts: [invalid(reader, pointer, 'must be a list')] };
  if (value.length === 0) return { ports: everyPort, doubts: [] };
  const connections: Connections[] = [];
  const named: PortName[] = [];
  for (const [index, item] of value.entries()) {
    const one = readOne(item);
    if ('invalid' in one) return { ports: everyPort, doubts: [invalid(reader, `${pointer}/${index}`, one.invalid)] };
    if ('name' in one) named.push(...portProtocols.map((protocol) => ({ name: one.name, protocol })));
    else connections.push(one.connections);
  }
  return { ports: { connections: unionOf(connections), named }, doubts: [] };
}

function adminPort(value: Json): One {
  const [single, range, name] = [field(value, 'portNumber'), field(value, 'portRange'), stringField(value, 'namedPort')];
  if (name !== undefined) return { name };
  const protocol = stringField(single ?? range, 'protocol') ?? 'TCP';
  if (!isPortProtocol(protocol)) return { invalid: `${protocol} is no protocol of these policies` };
  if (isGiven(single)) return rangeOf(protocol, field(single, 'port'), field(single, 'port'));
  return rangeOf(protocol, field(range, 'start'), field(range, 'end'));
}

function clusterProtocol(value: Json): One {
  const name = stringField(value, 'destinationNamedPort');
  if (name !== undefined) return { name };
  const protocol = portProtocols.find((known) => isGiven(field(value, known.toLowerCase())));
  if (protocol === undefined) return { invalid: 'a protocol is tcp, udp, sctp or destinationNamedPort' };
  const port = field(field(value, protocol.toLowerCase()), 'destinationPort');
  if (!isGiven(port)) return { connections: connectionsOf(protocol) };
  const [number, range] = [field(port, 'number'), field(port, 'range')];
  return isGiven(number) ? rangeOf(protocol, number, number) : rangeOf(protocol, field(range, 'start'), field(range, 'end'));
}

function rangeOf(protocol: (typeof portProtocols)[number], first: Json | undefined, last: Json | undefined): One {
  if (!isPortNumber(first) || !isPortNumber(last) || last < first)
    return { invalid: 'ports are numbers from 1 to 65535, or a range of them' };
  return { connections: connectionsOf(protocol, first, last) };
}
