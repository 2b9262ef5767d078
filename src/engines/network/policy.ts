// SPDX-License-Identifier: Apache-2.0
// The one form that the policies of all kinds are read into: tiers in their order, policies in theirs, rules in theirs.
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Connections, PortProtocol } from './connections.ts';
import type { Term } from './term.ts';

export type Direction = 'ingress' | 'egress';
export const directions = ['ingress', 'egress'] as const satisfies readonly Direction[];
export const actions = ['allow', 'deny', 'pass'] as const;
export type Action = (typeof actions)[number];

/** Connections that a rule is about. Names are ports of the pod that receives, and none of an address or a host. */
export interface Ports {
  readonly connections: Connections;
  readonly named: readonly PortName[];
  /** Taken away from the above. */
  readonly except?: { readonly connections: Connections; readonly named: readonly PortName[] };
}

export interface PortName {
  readonly name: string;
  readonly protocol: PortProtocol;
}

export interface Rule {
  readonly action: Action;
  readonly pointer: Pointer;
  /** The other side of the connection. */
  readonly peer: Term;
  /** Of the pods that the policy selects, those that the rule is for; absent: all. */
  readonly own?: Term;
  readonly ports: Ports;
  /** Why the rule may match less than it says. */
  readonly doubts: readonly string[];
}

/** A policy in one direction. Where it is absent, the policy says nothing about that direction. */
export interface Side {
  /** Whether what it selects and no rule decides is refused at the end of the tier. */
  readonly isolates: boolean;
  readonly rules: readonly Rule[];
}

export interface Tier {
  readonly name: string;
  readonly order: number;
  /** In Cilium's, what is denied by any policy is denied before anything is allowed. */
  readonly denyFirst?: true;
}

export interface Policy {
  readonly object: KubernetesObject;
  readonly tier: Tier;
  readonly order: number;
  /** Decides between policies of the same order; undefined where nothing does. */
  readonly rank: string | undefined;
  readonly subject: Term;
  /** Why it may not be in force at all. */
  readonly doubts: readonly string[];
  readonly ingress?: Side;
  readonly egress?: Side;
}

/** The orders that Calico gives to the tiers that are not its own. */
export const adminTier: Tier = { name: 'Admin', order: 1_000 };
export const defaultTier: Tier = { name: 'default', order: 1_000_000 };
export const baselineTier: Tier = { name: 'Baseline', order: 10_000_000 };
export const ciliumTier: Tier = { name: 'Cilium', order: defaultTier.order, denyFirst: true };
