// SPDX-License-Identifier: Apache-2.0
// A small cluster of which everything is known, and who can send packets in it.
import type { AdminPolicy, CalicoPolicy, CalicoSet, CalicoTier, CiliumPolicy, KubernetesPolicy } from './bodies.ts';

export type Plugin = 'kubernetes' | 'calico' | 'cilium';

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly account: string;
  readonly ip: string;
  readonly node: string;
  readonly hostNetwork: boolean;
  readonly ports: readonly { readonly name: string; readonly containerPort: number; readonly protocol: string }[];
}

export interface Node {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ip: string;
}

export interface Cluster {
  readonly plugin: Plugin;
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly accounts: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly pods: readonly Pod[];
  readonly nodes: readonly Node[];
  readonly kubernetes: readonly KubernetesPolicy[];
  readonly admin: readonly AdminPolicy[];
  readonly calico: readonly CalicoPolicy[];
  readonly tiers: readonly CalicoTier[];
  readonly sets: readonly CalicoSet[];
  readonly cilium: readonly CiliumPolicy[];
}

/** Who sends or receives: a pod, a node, or an address outside. */
export type Sender = { readonly pod: Pod } | { readonly node: Node } | { readonly outside: string };

export interface Packet {
  readonly from: Sender;
  readonly to: Sender;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP' | 'ICMP' | 'other';
  /** A port; for ICMP the type, with code 0; for others the number of the protocol. */
  readonly number: number;
}
