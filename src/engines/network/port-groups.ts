// SPDX-License-Identifier: Apache-2.0
// Names of ports stand for a number that each receiving pod chooses: the connections of a rule, by who receives.
import { add, type Bitset, emptySet, union } from './bitset.ts';
import type { ConnectionId, ConnectionStore } from './connection-store.ts';
import { type Connections, connectionsOf, subtract, unionOf } from './connections.ts';
import type { Endpoint } from './endpoints.ts';
import type { PortName, Ports } from './policy.ts';

export interface PortGroups {
  /** Of every item that is in no group. */
  readonly otherwise: ConnectionId;
  readonly groups: readonly PortGroup[];
}

interface PortGroup {
  readonly connections: ConnectionId;
  readonly items: Bitset;
  /** False where names may be any port, so that the connections are those that may be meant. */
  readonly sure: boolean;
}

/** What a rule's ports are for one receiver; undefined stands for addresses that are no endpoint's. */
function portsFor({ connections, named, except }: Ports, receiver: Endpoint | undefined): Connections {
  const chosen = named.length === 0 ? connections : unionOf([connections, ...numbersOf(named, receiver)]);
  if (except === undefined) return chosen;
  return receiver?.meant !== undefined
    ? subtract(chosen, except.connections)
    : subtract(chosen, unionOf([except.connections, ...numbersOf(except.named, receiver)]));
}

function numbersOf(named: readonly PortName[], receiver: Endpoint | undefined): Connections[] {
  if (receiver?.meant !== undefined) return named.map(({ protocol }) => connectionsOf(protocol));
  if (receiver === undefined) return [];
  return named.flatMap(({ name, protocol }) => {
    const found = receiver.ports.find((port) => port.name === name && port.protocol === protocol);
    return found === undefined ? [] : [connectionsOf(protocol, found.port, found.port)];
  });
}

function namesIn({ named, except }: Ports): readonly PortName[] {
  return [...named, ...(except?.named ?? [])];
}

/** Groups the endpoints by what the ports are for them, once for equal ports. */
export function createPortGrouping(endpoints: readonly Endpoint[], size: number, store: ConnectionStore): (ports: Ports) => PortGroups {
  const known = new Map<string, PortGroups>();
  const alike = endpointsByPorts(endpoints, size);
  return (ports) => {
    if (namesIn(ports).length === 0) return { otherwise: store.idOf(portsFor(ports, undefined)), groups: [] };
    const key = JSON.stringify(ports);
    const found = known.get(key) ?? grouped(ports);
    known.set(key, found);
    return found;
  };

  function grouped(ports: Ports): PortGroups {
    const otherwise = store.idOf(portsFor(ports, undefined));
    const groups = new Map<ConnectionId, PortGroup>();
    const open: PortGroup[] = [];
    for (const { example, items } of alike) {
      const connections = store.idOf(portsFor(ports, example));
      if (example.meant !== undefined) open.push({ connections, items, sure: false });
      else if (connections !== otherwise) {
        const before = groups.get(connections);
        groups.set(connections, { connections, items: before === undefined ? items : union(before.items, items), sure: true });
      }
    }
    return { otherwise, groups: [...groups.values(), ...open] };
  }
}

/** Pods with the same named ports are one to every rule. A node has no names for ports, and so its pods have none that policies know. */
function endpointsByPorts(endpoints: readonly Endpoint[], size: number): readonly { readonly example: Endpoint; readonly items: Bitset }[] {
  const groups = new Map<string, { readonly example: Endpoint; readonly items: Bitset }>();
  for (const endpoint of endpoints) {
    if (endpoint.kind !== 'pod' || (endpoint.ports.length === 0 && endpoint.meant === undefined)) continue;
    const key = endpoint.meant === undefined ? JSON.stringify(endpoint.ports) : 'meant';
    const group = groups.get(key) ?? { example: endpoint, items: emptySet(size) };
    groups.set(key, group);
    add(group.items, endpoint.item);
  }
  return [...groups.values()];
}
