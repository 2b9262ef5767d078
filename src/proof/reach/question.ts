// SPDX-License-Identifier: Apache-2.0
// `FROM TO[:PORT]` as it is typed.
import { addressOf, type Network } from '../../engines/network/index.ts';
import { parseCidr } from '../../model/cidr.ts';
import { displayName } from '../../model/object.ts';
import type { Question } from './ask.ts';
import { findSubject } from './find-subject.ts';
import { hasPort, isHeadless, parsePort, type PortQuery, type Refused, servicePortsText } from './port.ts';
import type { Subject } from './subject.ts';

export interface Target {
  readonly to: Subject;
  readonly port: PortQuery | undefined;
}

export function parseQuestion(network: Network, from: string, to: string, namespace: string | undefined): Question | Refused {
  const sender = findSubject(network, from, namespace);
  if ('refused' in sender) {
    const { portText = '' } = split(from);
    return /^(?:\w+\/)?\d+$/.test(portText) ? { refused: `${from}: only the receiver has a port` } : sender;
  }
  const target = parseTarget(network, to, namespace);
  return 'refused' in target ? target : { from: sender, ...target };
}

export function parseTarget(network: Network, text: string, namespace: string | undefined): Target | Refused {
  const { name, portText } = split(text);
  const port = portText === undefined ? undefined : parsePort(portText);
  if (port !== undefined && 'refused' in port) return port;
  const to = findSubject(network, name, namespace);
  if ('refused' in to) return to;
  return unknownPort(to, port) ?? { to, port };
}

/** The name and the port, which stands after the last colon; addresses of IPv6 with a port are in brackets. */
function split(text: string): { readonly name: string; readonly portText: string | undefined } {
  const brackets = /^\[([^\]]*)\](?::(.*))?$/s.exec(text);
  if (brackets !== null) return { name: brackets[1] ?? '', portText: brackets[2] };
  const colon = text.lastIndexOf(':');
  if (colon < 0 || addressOf(text) !== undefined || parseCidr(text) !== undefined) return { name: text, portText: undefined };
  return { name: text.slice(0, colon), portText: text.slice(colon + 1) };
}

/** A port that nobody has is a slip of the pen; of some receivers that have it and others that have not, those are asked about. */
function unknownPort({ meant, endpoints, name }: Subject, port: PortQuery | undefined): Refused | undefined {
  if (port === undefined) return undefined;
  if (meant.kind === 'service') {
    if (hasPort(meant.service, port) || isHeadless(meant.service)) return undefined;
    return { refused: `${displayName(meant.service)} has no port ${port.text}; it has ${servicePortsText(meant.service) || 'none'}` };
  }
  if (!('name' in port.port)) return undefined;
  const wanted = port.port.name;
  if (endpoints.some(({ ports }) => ports.some((own) => own.name === wanted))) return undefined;
  const known = [...new Set(endpoints.flatMap(({ ports }) => ports.map((own) => own.name)))];
  const listed = known.length === 0 ? 'it names none' : `it names ${known.slice(0, 8).join(', ')}`;
  return {
    refused: endpoints.length === 0 ? `${name} has no ports by name: give a number` : `${name} has no port called ${wanted}; ${listed}`,
  };
}
