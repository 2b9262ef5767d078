// SPDX-License-Identifier: Apache-2.0
// networking.k8s.io/v1 NetworkPolicy: rules only allow, and what is selected for a direction and not allowed is refused.
import { field, isArray, isObject, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { type AddressRange, addressSet } from './addresses.ts';
import { all, type Connections, connectionsOf, isPortProtocol, unionOf } from './connections.ts';
import { listOf } from './endpoints.ts';
import { type Direction, directions, type Policy, type PortName, type Ports, type Rule, type Side, type Tier } from './policy.ts';
import { blockAddresses, invalid, isGiven, type Reader, selectorTerm, shown } from './reader.ts';
import { and, anybody, inNamespace, type Known, or, pods, type Term, unknown } from './term.ts';
import { namespaceOf, type Problem } from './world.ts';

/** Calico gives Kubernetes' policies this order in the default tier. */
const orderInTier = 1000;

/** Whether blocks also match pods and hosts by their addresses. */
export interface BlockMatching {
  readonly pods: Known;
  readonly hosts: Known;
}

export function readNetworkPolicy(object: KubernetesObject, tier: Tier, blocks: BlockMatching, problems: Problem[]): Policy {
  const reader = { object, problems };
  const spec = field(object.body, 'spec');
  const namespace = inNamespace(namespaceOf(object));
  const types = policyTypes(reader, spec);
  const side = (direction: Direction): { readonly [key in Direction]?: Side } =>
    types.includes(direction) ? { [direction]: { isolates: true, rules: rulesOf(reader, spec, direction, namespace, blocks) } } : {};
  return {
    object,
    tier,
    order: orderInTier,
    rank: `knp.default.${object.name} ${object.namespace}`,
    subject: and(namespace, selectorTerm(reader, 'pod', given(spec, 'podSelector') ?? {}, '/spec/podSelector')),
    doubts: [],
    ...side('ingress'),
    ...side('egress'),
  };
}

function policyTypes(reader: Reader, spec: Json | undefined): readonly Direction[] {
  const types = listOf(field(spec, 'policyTypes'));
  if (types.length === 0) return listOf(field(spec, 'egress')).length > 0 ? directions : ['ingress'];
  return typedDirections(reader, types, '/spec/policyTypes');
}

/** The directions that `types` name; both where one of them is no type, since either may be meant. */
export function typedDirections(reader: Reader, types: readonly Json[], pointer: Pointer): readonly Direction[] {
  const wrong = types.findIndex((type) => type !== 'Ingress' && type !== 'Egress');
  if (wrong < 0) return directions.filter((direction) => types.includes(direction === 'ingress' ? 'Ingress' : 'Egress'));
  invalid(reader, `${pointer}/${wrong}`, `${shown(types[wrong] ?? null)} is no type of policy`);
  return directions;
}

function rulesOf(reader: Reader, spec: Json | undefined, direction: Direction, namespace: Term, blocks: BlockMatching): Rule[] {
  const rules = given(spec, direction);
  if (rules === undefined) return [];
  if (!isArray(rules)) return [doubtfulRule(`/spec/${direction}`, invalid(reader, `/spec/${direction}`, `${direction} must be a list`))];
  return rules.map((rule, index) => {
    const pointer = `/spec/${direction}/${index}`;
    if (isGiven(rule) && !isObject(rule)) return doubtfulRule(pointer, invalid(reader, pointer, 'a rule must be an object'));
    const peersAt = `${pointer}/${direction === 'ingress' ? 'from' : 'to'}`;
    const peers = given(rule, direction === 'ingress' ? 'from' : 'to');
    const { ports, doubts } = portsOf(reader, given(rule, 'ports'), `${pointer}/ports`);
    return { action: 'allow', pointer, peer: peersTerm(reader, peers, peersAt, namespace, blocks), ports, doubts };
  });
}

function doubtfulRule(pointer: Pointer, reason: string): Rule {
  return { action: 'allow', pointer, peer: unknown(anybody, reason), ports: everyPort, doubts: [] };
}

function peersTerm(reader: Reader, peers: Json | undefined, pointer: Pointer, namespace: Term, blocks: BlockMatching): Term {
  if (peers === undefined) return anybody;
  if (!isArray(peers)) return unknown(anybody, invalid(reader, pointer, 'peers must be a list'));
  if (peers.length === 0) return anybody;
  const terms: Term[] = [];
  const ranges: AddressRange[] = [];
  for (const [index, peer] of peers.entries()) {
    const at = `${pointer}/${index}`;
    const block = given(peer, 'ipBlock');
    if (block === undefined) terms.push(podsTerm(reader, peer, at, namespace));
    else if (isGiven(given(peer, 'podSelector')) || isGiven(given(peer, 'namespaceSelector')))
      terms.push(unknown(anybody, invalid(reader, at, 'ipBlock stands alone in a peer')));
    else {
      const set = blockAddresses(stringField(block, 'cidr'), listOf(field(block, 'except')));
      if ('invalid' in set) terms.push(unknown(anybody, invalid(reader, `${at}/ipBlock`, set.invalid)));
      else ranges.push(...set);
    }
  }
  // The blocks of a rule are one set: a pod with two addresses may have one in each of two blocks.
  if (ranges.length > 0) terms.push({ kind: 'addresses', set: addressSet(ranges), ...blocks });
  return or(...terms);
}

function podsTerm(reader: Reader, peer: Json, pointer: Pointer, namespace: Term): Term {
  const podSelector = given(peer, 'podSelector');
  const namespaceSelector = given(peer, 'namespaceSelector');
  if (podSelector === undefined && namespaceSelector === undefined)
    return unknown(anybody, invalid(reader, pointer, 'a peer says podSelector, namespaceSelector or ipBlock'));
  return and(
    namespaceSelector === undefined
      ? and(pods, namespace)
      : selectorTerm(reader, 'namespace', namespaceSelector, `${pointer}/namespaceSelector`),
    podSelector === undefined ? pods : selectorTerm(reader, 'pod', podSelector, `${pointer}/podSelector`),
  );
}

export const everyPort: Ports = { connections: all, named: [] };

function portsOf(reader: Reader, ports: Json | undefined, pointer: Pointer): { readonly ports: Ports; readonly doubts: readonly string[] } {
  if (ports === undefined) return { ports: everyPort, doubts: [] };
  if (!isArray(ports)) return { ports: everyPort, doubts: [invalid(reader, pointer, 'ports must be a list')] };
  if (ports.length === 0) return { ports: everyPort, doubts: [] };
  const connections: Connections[] = [];
  const named: PortName[] = [];
  for (const [index, port] of ports.entries()) {
    const at = `${pointer}/${index}`;
    const read = portOf(port);
    // Which port is meant cannot be told, so it may be any.
    if ('invalid' in read) return { ports: everyPort, doubts: [invalid(reader, at, read.invalid)] };
    if ('name' in read) named.push(read);
    else connections.push(read.connections);
  }
  return { ports: { connections: unionOf(connections), named }, doubts: [] };
}

function portOf(value: Json): PortName | { readonly connections: Connections } | { readonly invalid: string } {
  const protocol = stringField(value, 'protocol') ?? 'TCP';
  if (!isPortProtocol(protocol)) return { invalid: `${protocol} is no protocol of NetworkPolicies` };
  const port = given(value, 'port');
  const end = given(value, 'endPort');
  if (port === undefined) return end === undefined ? { connections: connectionsOf(protocol) } : { invalid: 'endPort needs a port' };
  if (typeof port === 'string') {
    if (end !== undefined) return { invalid: 'endPort needs a port that is a number' };
    return isPortName(port) ? { name: port, protocol } : { invalid: `${port} is no name of a port` };
  }
  if (!isPortNumber(port)) return { invalid: `${shown(port)} is no port` };
  if (end === undefined) return { connections: connectionsOf(protocol, port, port) };
  if (!isPortNumber(end) || end < port) return { invalid: `endPort ${shown(end)} ends no range from ${port}` };
  return { connections: connectionsOf(protocol, port, end) };
}

export function isPortNumber(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535;
}

/** An IANA service name: up to 15 lower-case letters, digits and single hyphens inside, with a letter among them. */
function isPortName(text: string): boolean {
  return text.length <= 15 && /^[a-z0-9](?:-?[a-z0-9])*$/.test(text) && /[a-z]/.test(text);
}

function given(value: Json | undefined, key: string): Json | undefined {
  return field(value, key) ?? undefined;
}
