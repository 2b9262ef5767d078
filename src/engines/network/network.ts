// SPDX-License-Identifier: Apache-2.0
// A compiled network: what the questions are asked of.
import type { Atoms } from './atoms.ts';
import type { Classes } from './classes.ts';
import type { ConnectionId, ConnectionStore } from './connection-store.ts';
import type { Endpoint } from './endpoints.ts';
import type { Direction, Policy, Rule } from './policy.ts';
import type { PortGroups } from './port-groups.ts';
import type { Match } from './resolve.ts';
import type { Drops, StateTable } from './states.ts';
import type { VerdictId, VerdictTable } from './verdicts.ts';
import type { Options, Problem, World } from './world.ts';

/** A rule over classes. */
export interface ClassRule {
  readonly rule: Rule;
  readonly peer: Match;
  readonly own: Match;
  readonly ports: PortGroups;
}

/** A policy over classes. */
export interface ClassPolicy {
  readonly policy: Policy;
  readonly subject: Match;
  readonly rules: Readonly<Record<Direction, readonly ClassRule[]>>;
}

/** Who is where. An item is an endpoint, or a range of addresses that are no endpoint's; the latter follow the former. */
export interface Compiled {
  readonly world: World;
  readonly options: Options;
  readonly problems: readonly Problem[];
  readonly endpoints: readonly Endpoint[];
  readonly atoms: Atoms;
  readonly classes: Classes;
  /** In the order of evaluation. */
  readonly policies: readonly ClassPolicy[];
  readonly store: ConnectionStore;
  readonly verdicts: VerdictTable;
  readonly states: StateTable;
}

export type Step =
  | {
      readonly kind: 'rule';
      readonly policy: ClassPolicy;
      readonly rule: ClassRule;
      /** Whether the rule surely is in force for the class. */
      readonly sure: boolean;
      /** Ingress: the ports of the class itself. Egress: undefined, since they are each receiver's. */
      readonly connections: ConnectionId | undefined;
    }
  | { readonly kind: 'endOfTier'; readonly tier: string; readonly drops: Drops; readonly by: readonly ClassPolicy[] }
  /** Policies whose order nobody knows: each starts from where the first did, and what any of them decides is decided. */
  | { readonly kind: 'fork' }
  | { readonly kind: 'nextOfFork' }
  | { readonly kind: 'join' };

export type Profile = readonly Step[];

/** The verdicts of one direction. */
export interface Rows {
  /** Which row a class has: classes that are subject to the same share it. */
  readonly rowOf: Int32Array;
  readonly count: number;
  /** The verdict of a row's classes against each class as the other side. */
  readonly row: (index: number) => Int32Array;
  /** One verdict of a row, which is computed as a whole only where much of it is asked for. */
  readonly verdict: (index: number, at: number) => VerdictId;
  /** What a class is subject to, step by step. */
  readonly profile: (at: number) => Profile;
}

export interface Network extends Compiled {
  readonly ingress: Rows;
  readonly egress: Rows;
}
