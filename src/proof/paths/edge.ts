// SPDX-License-Identifier: Apache-2.0
// What an edge of the attack graph is, and what a kind of edges says of itself.
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Foothold } from './foothold.ts';
import type { Removable } from './removable.ts';
import type { World } from './world.ts';

/** One edge before it is in a graph. */
export interface Step {
  readonly from: Foothold;
  readonly to: Foothold;
  /** What makes it possible here, as a sentence without its subject's name: `may create pods in shop`. */
  readonly how: string;
  /** What the input does not tell and is taken for true. */
  readonly assumes?: readonly string[];
  /** Each of these alone takes the edge away. Empty: nothing can. */
  readonly removables?: readonly Removable[];
  /** The object that shows it, and where in it. */
  readonly object?: KubernetesObject;
  readonly pointer?: Pointer;
}

export interface Edge extends Step {
  readonly kind: EdgeKind;
}

export interface EdgeKind {
  readonly id: string;
  /** What an attacker does, without a stop: `Create a Pod that runs as a ServiceAccount`. */
  readonly title: string;
  /** Why one leads to the other. */
  readonly reason: string;
  /** What must hold besides what the graph looks at. */
  readonly condition: string;
  readonly references: readonly string[];
  /**
   * 1 for what an attacker does, 0 for what comes with a foothold by itself: the role of a binding, one ServiceAccount among all.
   */
  readonly length: 0 | 1;
  /** `leads` tells whether a role that somebody has leads anywhere: most don't. */
  readonly stepsOf: (world: World, leads: (role: Foothold) => boolean) => Iterable<Step>;
}

export function defineEdge(kind: EdgeKind): EdgeKind {
  return Object.freeze(kind);
}
