// SPDX-License-Identifier: Apache-2.0
// One view of the rules of Kubernetes' and Calico's policies: what a rule lets through, and to or from where.
import { field, isArray, isObject, type Json, type JsonArray, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { isEverywhere } from '../../model/cidr.ts';

export type Direction = 'ingress' | 'egress';

/** A port of a rule, or a range of them. */
export interface FlowPort {
  /** TCP where a Kubernetes rule names none; undefined where a Calico rule names none. */
  readonly protocol: string | undefined;
  readonly from: number;
  readonly to: number;
  /** The name instead of a number; `from` and `to` are then 0. */
  readonly name?: string;
  readonly pointer: Pointer;
}

export interface FlowRule {
  /** As it is written. */
  readonly rule: Json;
  readonly direction: Direction;
  readonly pointer: Pointer;
  /** False for what Calico denies, logs or passes on. */
  readonly allows: boolean;
  /** Where the other side of the connection is described: `…/from`, `…/source`. It need not exist. */
  readonly peerPath: Pointer;
  /** Nothing says who the other side is: anybody. */
  readonly anyPeer: boolean;
  /** Blocks of addresses of the other side; in Calico all of a list have the list's pointer. */
  readonly blocks: readonly { readonly cidr: string; readonly except: readonly string[]; readonly pointer: Pointer }[];
  /** Where the other side is told by pod labels alone, in the policy's own namespace. */
  readonly labelPeers: readonly Pointer[];
  /** The peers of a Kubernetes rule as they are written, with their pointers; none for Calico. */
  readonly peers: readonly { readonly peer: Json; readonly pointer: Pointer }[];
  /** Empty: every port. */
  readonly ports: readonly FlowPort[];
  /** Only for Calico's rule without ports: the protocol it is limited to. */
  readonly protocol?: string;
}

export const calicoPolicyKinds: readonly string[] = ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) =>
  ['NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy'].map((kind) => `${kind}.${group}`),
);
/** The kinds of the policy API and of Cilium, and those of Calico that are in force. */
const otherPolicyKinds: readonly string[] = [
  'AdminNetworkPolicy.policy.networking.k8s.io',
  'BaselineAdminNetworkPolicy.policy.networking.k8s.io',
  'ClusterNetworkPolicy.policy.networking.k8s.io',
  'CiliumNetworkPolicy.cilium.io',
  'CiliumClusterwideNetworkPolicy.cilium.io',
  ...calicoPolicyKinds.filter((kind) => !kind.startsWith('Staged')),
];
/** Every kind that the engine evaluates. */
export const networkPolicyKinds: readonly string[] = ['NetworkPolicy.networking.k8s.io', ...otherPolicyKinds];
export const policyKinds: readonly string[] = ['NetworkPolicy.networking.k8s.io', ...calicoPolicyKinds];

const directions = ['ingress', 'egress'] as const;
const rulesByObject = new WeakMap<KubernetesObject, readonly FlowRule[]>();

/** The rules of a policy of either kind, ingress first; what has a wrong type is left out. */
export function flowRules(object: KubernetesObject): readonly FlowRule[] {
  const known = rulesByObject.get(object);
  if (known !== undefined) return known;
  const spec = field(object.body, 'spec');
  const read = isCalico(object) ? calicoRule : kubernetesRule;
  const rules = directions.flatMap((direction) =>
    listField(spec, direction).flatMap((rule, index) => (isObject(rule) ? read(rule, direction, `/spec/${direction}/${index}`) : [])),
  );
  rulesByObject.set(object, rules);
  return rules;
}

export function isKubernetesPolicy({ apiVersion }: KubernetesObject): boolean {
  return apiVersion.startsWith('networking.k8s.io/');
}

export function isCalico({ apiVersion }: KubernetesObject): boolean {
  return /^(crd\.)?projectcalico\.org\//.test(apiVersion);
}

/** The directions in which a policy isolates what it selects, by its types or by Kubernetes' and Calico's defaults. */
export function isolates(object: KubernetesObject, direction: Direction): boolean {
  const spec = field(object.body, 'spec');
  const types = listField(spec, isCalico(object) ? 'types' : 'policyTypes');
  if (types.length > 0) return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
  const hasEgress = listField(spec, 'egress').length > 0;
  if (direction === 'egress') return hasEgress;
  return !isCalico(object) || !hasEgress || listField(spec, 'ingress').length > 0;
}

function kubernetesRule(rule: Json, direction: Direction, pointer: Pointer): FlowRule {
  const key = direction === 'ingress' ? 'from' : 'to';
  const peers = listField(rule, key);
  const peerPath = `${pointer}/${key}`;
  return {
    rule,
    direction,
    pointer,
    allows: true,
    peerPath,
    anyPeer: peers.length === 0,
    peers: peers.map((peer, index) => ({ peer, pointer: `${peerPath}/${index}` })),
    blocks: peers.flatMap((peer, index) => {
      const block = field(peer, 'ipBlock');
      const cidr = stringField(block, 'cidr');
      return cidr === undefined ? [] : { cidr, except: strings(field(block, 'except')), pointer: `${peerPath}/${index}/ipBlock/cidr` };
    }),
    labelPeers: peers.flatMap((peer, index) => {
      const selector = field(peer, 'podSelector');
      return isNonEmptySelector(selector) && (field(peer, 'namespaceSelector') ?? null) === null ? `${peerPath}/${index}/podSelector` : [];
    }),
    ports: listField(rule, 'ports').flatMap((port, index) => kubernetesPort(port, `${pointer}/ports/${index}`)),
  };
}

function kubernetesPort(port: Json, pointer: Pointer): FlowPort[] {
  if (!isObject(port)) return [];
  const protocol = stringField(port, 'protocol') ?? 'TCP';
  const value = field(port, 'port') ?? null;
  if (value === null) return [{ protocol, from: 1, to: 65535, pointer }];
  if (typeof value === 'string') return [{ protocol, from: 0, to: 0, name: value, pointer }];
  if (typeof value !== 'number') return [];
  const end = field(port, 'endPort');
  return [{ protocol, from: value, to: typeof end === 'number' ? end : value, pointer }];
}

// What a source or destination of Calico's can be told by, apart from ports. To say who it is not leaves the Internet.
const calicoPeerFields = ['nets', 'selector', 'namespaceSelector', 'serviceAccounts', 'services', 'domains'];

function calicoRule(rule: Json, direction: Direction, pointer: Pointer): FlowRule {
  const side = direction === 'ingress' ? 'source' : 'destination';
  const peer = field(rule, side);
  const peerPath = `${pointer}/${side}`;
  const protocol = protocolName(field(rule, 'protocol'));
  return {
    rule,
    direction,
    pointer,
    allows: stringField(rule, 'action') === 'Allow',
    peerPath,
    anyPeer: !calicoPeerFields.some((name) => isGiven(field(peer, name))),
    peers: [],
    blocks: strings(field(peer, 'nets')).map((cidr) => ({ cidr, except: strings(field(peer, 'notNets')), pointer: `${peerPath}/nets` })),
    labelPeers:
      isGiven(field(peer, 'selector')) && !['namespaceSelector', 'serviceAccounts'].some((name) => isGiven(field(peer, name)))
        ? [`${peerPath}/selector`]
        : [],
    ports: listField(field(rule, 'destination'), 'ports').flatMap((port) => calicoPort(port, protocol, `${pointer}/destination/ports`)),
    ...(protocol === undefined ? {} : { protocol }),
  };
}

function calicoPort(port: Json, protocol: string | undefined, pointer: Pointer): FlowPort[] {
  if (typeof port === 'number') return [{ protocol, from: port, to: port, pointer }];
  if (typeof port !== 'string') return [];
  const range = /^(\d{1,5})(?::(\d{1,5}))?$/.exec(port);
  if (range === null) return [{ protocol, from: 0, to: 0, name: port, pointer }];
  return [{ protocol, from: Number(range[1]), to: Number(range[2] ?? range[1]), pointer }];
}

function protocolName(protocol: Json | undefined): string | undefined {
  if (typeof protocol === 'number')
    return (
      new Map([
        [6, 'TCP'],
        [17, 'UDP'],
        [132, 'SCTP'],
      ]).get(protocol) ?? String(protocol)
    );
  return typeof protocol === 'string' ? protocol : undefined;
}

/** Whether a rule lets a port of a protocol through; a name counts only where it is `name`. */
function admitsPort(rule: FlowRule, protocol: 'TCP' | 'UDP' | 'SCTP', port: number, names: readonly string[] = []): boolean {
  if (rule.ports.length === 0) return rule.protocol === undefined || rule.protocol === protocol;
  return rule.ports.some(
    (given) =>
      (given.protocol === undefined || given.protocol === protocol) &&
      (given.name === undefined ? given.from <= port && port <= given.to : names.includes(given.name)),
  );
}

/** Where a rule lets anybody be the other side: its peers where they are empty or absent, or the blocks of all addresses. */
export function anywhere({ anyPeer, peerPath, blocks }: FlowRule): readonly Pointer[] {
  if (anyPeer) return [peerPath];
  return [...new Set(blocks.filter(({ cidr }) => isEverywhere(cidr)).map(({ pointer }) => pointer))];
}

/** DNS servers listen on 53; those of OpenShift's pods on 5353. */
export const dnsPorts: readonly number[] = [53, 5353];
const dnsNames: readonly string[] = ['dns', 'dns-tcp', 'domain'];

export function admitsDns(rule: FlowRule, protocol: 'TCP' | 'UDP'): boolean {
  return dnsPorts.some((port) => admitsPort(rule, protocol, port, dnsNames));
}

/** Whether a rule is about nothing but name resolution. */
export function isOnlyDns({ ports }: FlowRule): boolean {
  return (
    ports.length > 0 &&
    ports.every(({ from, to, name }) => (name === undefined ? from === to && dnsPorts.includes(from) : dnsNames.includes(name)))
  );
}

export function portText({ ports, protocol }: FlowRule): string {
  if (ports.length === 0) return protocol === undefined ? 'every port' : `every ${protocol} port`;
  return ports
    .map(({ protocol: of, from, to, name }) => `${of === undefined ? '' : `${of} `}${name ?? (from === to ? from : `${from}-${to}`)}`)
    .join(', ');
}

function isGiven(value: Json | undefined): boolean {
  if (isArray(value)) return value.length > 0;
  return isObject(value) || (typeof value === 'string' && value !== '');
}

function isNonEmptySelector(value: Json | undefined): boolean {
  const labels = field(value, 'matchLabels');
  return (isObject(labels) && Object.keys(labels).length > 0) || listField(value, 'matchExpressions').length > 0;
}

export function listField(value: Json | undefined, key: string): JsonArray {
  const found = field(value, key);
  return isArray(found) ? found : [];
}

export function strings(value: Json | undefined): string[] {
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
