// SPDX-License-Identifier: Apache-2.0
// The policies that observed traffic needs, before they are written in the words of a network plugin.
import type { FlowProtocol } from '../../model/flows/flow.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { displayName } from '../../model/object.ts';
import type { Labels } from '../../model/selector.ts';
import type { Workload } from '../../model/workload.ts';
import { type Block, blocksOf } from './blocks.ts';
import { portName } from '../../proof/flows/edge-names.ts';
import type { Edge, Observed, OutsideParty, Party } from '../../proof/flows/edges.ts';
import { type PodSelector, podSelectors } from './pod-selectors.ts';
import { namespaceOf } from '../../engines/network/index.ts';

export interface PolicyPort {
  readonly protocol: FlowProtocol;
  /** Absent for ICMP. */
  readonly port?: number;
}

export type Peer =
  | { readonly kind: 'pods'; readonly namespace: string; readonly labels: Labels }
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'api-server'; readonly block: Block };

/** Every peer at every port. */
export interface PeerRule {
  readonly peers: readonly Peer[];
  readonly ports: readonly PolicyPort[];
}

/** What the pods of a workload, or of several that the same labels select, may do: nothing else, in the directions that are there. */
export interface PolicyProposal {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly workloads: readonly Workload[];
  readonly ingress?: readonly PeerRule[];
  readonly egress?: readonly PeerRule[];
}

export interface Proposal {
  readonly policies: readonly PolicyProposal[];
  /** What nobody should apply without reading: one sentence each. */
  readonly uncertain: readonly string[];
}

export interface ProposalOptions {
  /** Only workloads of this namespace get policies; others stay their peers. */
  readonly namespace?: string;
  /** What is left alone, since policies that exist say it already. */
  readonly existing?: Existing;
  /** Rules are added to what existing policies isolate, and nothing is isolated that is not. */
  readonly addOnly?: true;
  /** How the names of policies begin; `observed` by default. */
  readonly prefix?: string;
}

export interface Existing {
  /** Whether policies isolate every pod of a workload. */
  readonly isIsolated: (workload: Workload, direction: Direction) => boolean;
  /** Whether the policies of the edge's receiver (ingress) or sender (egress) surely let it through. */
  readonly isAllowed: (edge: Edge, direction: Direction) => boolean;
}

export type Direction = 'ingress' | 'egress';

interface Draft {
  readonly selector: PodSelector;
  readonly workloads: Set<Workload>;
  readonly ingress: Edge[];
  readonly egress: Edge[];
}

/** One policy for each set of labels whose workloads were seen. */
export function proposePolicies({ edges, undecidedByPolicy }: Observed, inventory: Inventory, options: ProposalOptions = {}): Proposal {
  const select = podSelectors(inventory.workloads);
  const uncertain = new Set<string>();
  const drafts = new Map<string, Draft>();
  const dns = dnsPeer(inventory);

  const draftOf = (workload: Workload): Draft | undefined => {
    if (options.namespace !== undefined && namespaceOf(workload.object) !== options.namespace) return undefined;
    if (workload.spec.hostNetwork === true) {
      uncertain.add(`${displayName(workload.object)} runs on the network of its node: no policy selects it`);
      return undefined;
    }
    const selector = select(workload);
    if (selector === undefined) {
      uncertain.add(`${displayName(workload.object)} has no labels that last: no policy can select it`);
      return undefined;
    }
    if (selector.others.length > 0)
      uncertain.add(
        `${displayName(workload.object)} has the labels of ${selector.others.map(({ object }) => displayName(object)).join(', ')}: the policy is for both`,
      );
    const key = JSON.stringify([selector.namespace, selector.labels]);
    const draft = drafts.get(key) ?? { selector, workloads: new Set(), ingress: [], egress: [] };
    drafts.set(key, draft);
    draft.workloads.add(workload);
    return draft;
  };

  for (const edge of edges) {
    for (const [direction, own] of [
      ['egress', edge.source],
      ['ingress', edge.destination],
    ] as const) {
      if (own.kind === 'workload') draftOf(own.workload)?.[direction].push(edge);
    }
  }

  const rulesOf = (draft: Draft, direction: Direction): readonly PeerRule[] | undefined => {
    const { existing } = options;
    const isIsolated = existing !== undefined && [...draft.workloads].every((workload) => existing.isIsolated(workload, direction));
    if (options.addOnly === true && !isIsolated) return undefined;
    const missing = isIsolated ? draft[direction].filter((edge) => !existing.isAllowed(edge, direction)) : draft[direction];
    if (isIsolated && missing.length === 0) return undefined;
    const rules = mergedRules(missing, direction, select, uncertain, displayOf(draft));
    return direction === 'egress' && !isIsolated ? withDns(rules, dns) : rules;
  };
  const names = new Set<string>();
  const policies = [...drafts.values()].flatMap((draft): PolicyProposal[] => {
    const [ingress, egress] = [rulesOf(draft, 'ingress'), rulesOf(draft, 'egress')];
    if (ingress === undefined && egress === undefined) return [];
    const { namespace, labels } = draft.selector;
    const common = { name: freeName(draft, options.prefix ?? 'observed', names), namespace, labels, workloads: [...draft.workloads] };
    return [{ ...common, ...(ingress === undefined ? {} : { ingress }), ...(egress === undefined ? {} : { egress }) }];
  });
  if (undecidedByPolicy > 0)
    uncertain.add(
      `${undecidedByPolicy} flows are from or to nodes: traffic between a node and its own pods is always allowed, and other nodes need a block of theirs`,
    );
  return {
    policies: policies.toSorted((a, b) => order(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`)),
    uncertain: [...uncertain],
  };
}

function displayOf({ workloads }: Draft): string {
  return [...workloads].map(({ object }) => displayName(object)).join(', ');
}

/** Peers with the same ports share a rule, so that a reader sees each pair once. */
function mergedRules(
  edges: readonly Edge[],
  direction: Direction,
  select: (workload: Workload) => PodSelector | undefined,
  uncertain: Set<string>,
  subject: string,
): PeerRule[] {
  const portsByPeer = new Map<string, { readonly peer: Peer; readonly ports: Map<string, PolicyPort> }>();
  const note = (peer: Peer, port: PolicyPort) => {
    const entry = portsByPeer.get(JSON.stringify(peer)) ?? { peer, ports: new Map() };
    portsByPeer.set(JSON.stringify(peer), entry);
    entry.ports.set(`${port.protocol}/${port.port ?? ''}`, port);
  };
  const outside = new Map<string, { readonly port: PolicyPort; readonly parties: OutsideParty[] }>();
  for (const edge of edges) {
    const party: Party = direction === 'ingress' ? edge.source : edge.destination;
    const port: PolicyPort = { protocol: edge.protocol, ...(edge.port === undefined ? {} : { port: edge.port }) };
    if (party.kind === 'outside') {
      const key = `${port.protocol}/${port.port ?? ''}`;
      const entry = outside.get(key) ?? { port, parties: [] };
      outside.set(key, entry);
      entry.parties.push(party);
      continue;
    }
    const { workload } = party;
    const selector = workload.spec.hostNetwork === true ? undefined : select(workload);
    if (selector === undefined)
      uncertain.add(`${subject} talks with ${displayName(workload.object)}, which no policy can name: allow the addresses of its nodes`);
    else note({ kind: 'pods', namespace: selector.namespace, labels: selector.labels }, port);
  }
  for (const { port, parties } of outside.values()) {
    for (const { address } of parties.filter(({ isApiServer }) => isApiServer))
      note({ kind: 'api-server', block: blocksOf([address]).blocks[0] ?? { cidr: `${address}/32`, except: [] } }, port);
    const { blocks, widened } = blocksOf(parties.filter(({ isApiServer }) => !isApiServer).map(({ address }) => address));
    for (const block of blocks) note({ kind: 'block', block }, port);
    if (widened > 0)
      uncertain.add(
        `${subject} ${direction === 'ingress' ? 'is reached from' : 'reaches'} ${widened} public addresses at ${portName(port)}: all of them are allowed; narrow it where you know them`,
      );
    const named = [...new Set(parties.flatMap(({ dnsNames }) => dnsNames))];
    if (named.length > 0)
      uncertain.add(`${subject} reaches ${named.slice(0, 5).join(', ')} by name at ${portName(port)}: the addresses behind a name change`);
  }
  const bySet = Map.groupBy(portsByPeer.values(), ({ ports }) => [...ports.keys()].toSorted().join(' '));
  return [...bySet.values()]
    .map((group) => ({
      peers: group.map(({ peer }) => peer).toSorted((a, b) => order(peerKey(a), peerKey(b))),
      ports: [...(group[0]?.ports.values() ?? [])].toSorted((a, b) => order(a.protocol, b.protocol) || (a.port ?? 0) - (b.port ?? 0)),
    }))
    .toSorted((a, b) => order(peerKey(a.peers[0]), peerKey(b.peers[0])));
}

function peerKey(peer: Peer | undefined): string {
  if (peer === undefined) return '';
  return peer.kind === 'pods' ? `0 ${peer.namespace} ${Object.entries(peer.labels).join(' ')}` : `1 ${peer.block.cidr}`;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export const dnsPorts: readonly PolicyPort[] = [
  { protocol: 'TCP', port: 53 },
  { protocol: 'UDP', port: 53 },
];

/** The cluster's DNS: its pods where the inventory has them, else as kubeadm labels them. */
export function dnsPeer(inventory: Inventory): Peer {
  const service = objectsOfKind(inventory, 'Service', '').find(
    ({ namespace, name }) => namespace === 'kube-system' && (name === 'kube-dns' || name === 'rke2-coredns-rke2-coredns'),
  );
  const workload = inventory.workloads.find(
    ({ object, metadata }) =>
      object.namespace === 'kube-system' && (metadata.labels['k8s-app'] === 'kube-dns' || /^(?:core|kube-)dns/.test(object.name)),
  );
  const labels = workload === undefined || service === undefined ? undefined : podSelectors(inventory.workloads)(workload)?.labels;
  return { kind: 'pods', namespace: 'kube-system', labels: labels ?? { 'k8s-app': 'kube-dns' } };
}

/** Nothing that may send works without names, and answers that are too long for UDP come by TCP. */
function withDns(egress: readonly PeerRule[], dns: Peer): PeerRule[] {
  const isDns = (rule: PeerRule) => rule.ports.some(({ port }) => port === 53);
  const widened = egress.map((rule) =>
    isDns(rule) ? { ...rule, ports: [...dnsPorts, ...rule.ports.filter(({ port }) => port !== 53)] } : rule,
  );
  const key = peerKey(dns);
  const known = widened.some((rule) => isDns(rule) && rule.peers.some((peer) => peerKey(peer) === key || peer.kind === 'pods'));
  return known ? widened : [...widened, { peers: [dns], ports: dnsPorts }];
}

/** The name of the workload, made one that no other policy of the namespace has. */
function freeName({ selector, workloads }: Draft, prefix: string, taken: Set<string>): string {
  const [first] = [...workloads].map(({ object }) => object.name).toSorted();
  const base = `${prefix}-${first ?? 'workload'}`.slice(0, 240);
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (taken.has(`${selector.namespace}/${name}`)) continue;
    taken.add(`${selector.namespace}/${name}`);
    return name;
  }
}
