// SPDX-License-Identifier: Apache-2.0
// The port of a question as people type it, and which connections it means on one receiver.
import {
  type Connections,
  connectionsOf,
  type Endpoint,
  type PortProtocol,
  portProtocols,
  targetOf,
  servicePorts,
  unionOf,
} from '../../engines/network/index.ts';
import { field } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';

export interface PortQuery {
  /** As it was typed. */
  readonly text: string;
  /** Absent where none was named: TCP for a number, any for a name or a port of a Service. */
  readonly protocol?: PortProtocol;
  readonly port: { readonly first: number; readonly last: number } | { readonly name: string };
}

export interface Refused {
  /** One sentence that says what to type instead. */
  readonly refused: string;
}

const highest = 65535;

/** `8080`, `8000-8010`, `udp/53`, `http`, `tcp/http`. */
export function parsePort(text: string): PortQuery | Refused {
  const slash = text.indexOf('/');
  const protocol = slash < 0 ? undefined : portProtocols.find((known) => known === text.slice(0, slash).toUpperCase());
  if (slash >= 0 && protocol === undefined) return { refused: `${text}: the protocol of a port is tcp, udp or sctp` };
  const rest = text.slice(slash + 1);
  const common = { text, ...(protocol === undefined ? {} : { protocol }) };
  const numbers = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(rest);
  if (numbers !== null) {
    const [first, last] = [Number(numbers[1]), Number(numbers[2] ?? numbers[1])];
    if (first < 1 || last > highest || first > last) return { refused: `${text} is no port: ports are 1 to ${highest}` };
    return { ...common, port: { first, last } };
  }
  // IANA_SVC_NAME, as Kubernetes asks of names of ports.
  if (/^[a-z0-9-]{1,15}$/.test(rest) && /[a-z]/.test(rest)) return { ...common, port: { name: rest } };
  return { refused: `${text === '' ? 'nothing' : text} is no port: give a number, tcp/443, udp/53 or the name of a container's port` };
}

/** What the port means on a receiver; undefined where it has no port of that name. Addresses have no names. */
export function connectionsAt({ port, protocol }: PortQuery, receiver: Endpoint | undefined): Connections | undefined {
  if (!('name' in port)) return connectionsOf(protocol ?? 'TCP', port.first, port.last);
  const { name } = port;
  const found = (receiver?.ports ?? []).filter((own) => own.name === name && (protocol === undefined || own.protocol === protocol));
  return found.length === 0 ? undefined : unionOf(found.map((own) => connectionsOf(own.protocol, own.port, own.port)));
}

/** Whether connections go to the pods' own ports: nobody translates those of a Service without an address. */
export function isHeadless({ body }: KubernetesObject): boolean {
  return field(field(body, 'spec'), 'clusterIP') === 'None';
}

/** What a port of a Service means on one of its pods; every port of the Service where none is asked for. */
export function connectionsThrough(service: KubernetesObject, query: PortQuery | undefined, receiver: Endpoint): Connections | undefined {
  if (query !== undefined && !('name' in query.port) && isHeadless(service)) return connectionsAt(query, receiver);
  const targets = servicePorts(service).flatMap((port) => {
    const target = query === undefined || isAsked(port, query) ? targetOf(port, receiver) : undefined;
    return target === undefined ? [] : [target];
  });
  return targets.length === 0 ? undefined : unionOf(targets);
}

function isAsked(own: { readonly name: string; readonly port: number; readonly protocol: string }, { port, protocol }: PortQuery): boolean {
  if (protocol !== undefined && own.protocol !== protocol) return false;
  return 'name' in port ? own.name === port.name : port.first <= own.port && own.port <= port.last;
}

/** `80 (http), 53/UDP`: what can be asked of a Service. */
export function servicePortsText(service: KubernetesObject): string {
  return servicePorts(service)
    .map(({ port, protocol, name }) => `${port}${protocol === 'TCP' ? '' : `/${protocol}`}${name === '' ? '' : ` (${name})`}`)
    .join(', ');
}

export function hasPort(service: KubernetesObject, query: PortQuery): boolean {
  return servicePorts(service).some((port) => isAsked(port, query));
}
