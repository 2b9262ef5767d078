// SPDX-License-Identifier: Apache-2.0
// Why each connection of a set is allowed or not: the set in parts that the same rules decide.
import {
  all,
  type Connection,
  type Connections,
  connectionsOf,
  type Direction,
  explain,
  type Explanation,
  intersect,
  type Network,
  none,
  type Party,
  rangesOf,
  type Reason,
  subtract,
  unionOf,
} from '../../engines/network/index.ts';
import { declaredPorts } from './declared-ports.ts';

export interface ExplainedPart {
  readonly connections: Connections;
  readonly explanation: Explanation;
  /** Whether the receiver says that it listens on one of them; true where it says nothing. */
  readonly isDeclared: boolean;
}

/** Parts beyond this many are not cut further: the last ones are explained by one of their connections. */
const mostParts = 48;

export function explainedParts(network: Network, sender: Party, receiver: Party, asked: Connections): ExplainedPart[] {
  const cuts = [...ruleSets(network, 'egress', sender), ...ruleSets(network, 'ingress', receiver)];
  let parts: readonly Connections[] = [asked];
  for (const cut of cuts) {
    if (parts.length > mostParts) break;
    parts = parts.flatMap((part) => [intersect(part, cut), subtract(part, cut)].filter(({ length }) => length > 0));
  }
  const declared = declaredOf(receiver);
  const isDeclared = (part: Connections) => intersect(part, declared).length > 0;
  const byReasons = new Map<string, ExplainedPart>();
  // The nearest rules depend on the port: those of a port that is listened on say more.
  for (const connections of parts.toSorted((a, b) => Number(isDeclared(b)) - Number(isDeclared(a)))) {
    const explanation = explain(network, sender, receiver, probeOf(connections, declared));
    const key = explanationKey(explanation);
    const same = byReasons.get(key);
    byReasons.set(key, {
      connections: same === undefined ? connections : unionOf([same.connections, connections]),
      explanation: same?.explanation ?? explanation,
      isDeclared: same?.isDeclared ?? isDeclared(connections),
    });
  }
  return [...byReasons.values()];
}

function declaredOf(receiver: Party): Connections {
  const declared = 'item' in receiver && receiver.workload !== undefined ? unionOf(declaredPorts(receiver.workload)) : none;
  return declared.length === 0 ? all : declared;
}

/** The connections that rules in force are about, of the party's own policies. */
function ruleSets(network: Network, direction: Direction, party: Party): Connections[] {
  const { classes, store } = network;
  if (!('item' in party)) return [];
  const ids = network[direction].profile(classes.of[party.item] ?? 0).flatMap((step) => {
    if (step.kind !== 'rule') return [];
    const { otherwise, groups } = step.rule.ports;
    return [otherwise, ...groups.map(({ connections }) => connections)];
  });
  return [...new Set(ids)].map((id) => store.at(id));
}

/** One connection of a set that is not empty: one that is declared, else one of TCP, else the first. */
function probeOf(connections: Connections, declared: Connections): Connection {
  const [range] = [intersect(connections, declared), intersect(connections, connectionsOf('TCP')), connections].flatMap(rangesOf);
  return { protocol: range?.protocol ?? 'TCP', port: range?.first ?? 1 };
}

const objectIds = new WeakMap<object, number>();
let objects = 0;

function idOf(object: object): number {
  const known = objectIds.get(object) ?? (objects += 1);
  objectIds.set(object, known);
  return known;
}

/** The same for explanations that say the same, but for the nearest rules. */
export function explanationKey({ answer, always, egress, ingress }: Explanation): string {
  return [answer, always, egress.answer, ...egress.reasons.map(reasonKey), '|', ingress.answer, ...ingress.reasons.map(reasonKey)].join(
    ' ',
  );
}

function reasonKey(reason: Reason): string {
  switch (reason.kind) {
    case 'rule':
      return `${idOf(reason.policy)}${reason.pointer} ${reason.doubts.join()}`;
    case 'isolated':
      return `${reason.tier} ${reason.policies.map(idOf).join()} ${reason.doubts.join()}`;
    case 'default':
      return `default ${reason.isSelected}`;
  }
}
