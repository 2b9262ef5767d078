// SPDX-License-Identifier: Apache-2.0
// What the engine is given, and what is left open by it.
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Labels } from '../../model/selector.ts';
import type { Workload } from '../../model/workload.ts';

/** An Inventory is one. */
export interface World {
  readonly objects: readonly KubernetesObject[];
  readonly workloads: readonly Workload[];
  /** Pods that are not in the input and are to be asked about. */
  readonly meant?: readonly MeantPod[];
}

/** A pod that a selector means. What ports it has is not known, nor its service account. */
export interface MeantPod {
  /** Who means it. */
  readonly object: KubernetesObject;
  readonly namespace: string;
  readonly labels: Labels;
  /** Labels that it surely does not have. */
  readonly absent: ReadonlySet<string>;
  /** Whether it may have labels besides these. */
  readonly open: boolean;
}

/** What differs between network plugins. What is left out is not known, and answers that hang on it are unknown. */
export interface Options {
  /** Whose policies are enforced besides Kubernetes' own; by default of whom there are policies. */
  readonly plugin?: Plugin;
  /** Whether an ipBlock of a NetworkPolicy also matches pods by their addresses. Calico's does; Cilium's does not. */
  readonly blocksMatchPods?: boolean;
  /** Blocks that pods without a known address have theirs from; by default those of Nodes and IPPools. */
  readonly podBlocks?: readonly string[];
  /** With `pods`, policies select pods of the host network like others; most plugins take them for their node. */
  readonly hostNetworkPods?: 'nodes' | 'pods';
  /**
   * What to take policies for that would be refused, Kubernetes' own and those of a plugin: not there, or in force but for what is
   * wrong in them; else they are in doubt.
   */
  readonly refused?: Readonly<Partial<Record<'kubernetes' | 'plugin', 'absent' | 'enforced'>>>;
  /** Labels under which a namespace that is not in the input bears its own name, if it bears them. */
  readonly nameLabels?: readonly string[];
}

export type Plugin = 'kubernetes' | 'calico' | 'cilium';

/** Something in an object that Kubernetes would refuse, or that the engine does not evaluate. Answers it touches are unknown. */
export interface Problem {
  readonly kind: 'invalid' | 'unevaluated';
  readonly object: KubernetesObject;
  readonly pointer: Pointer;
  /** One sentence without the place. */
  readonly reason: string;
}

/** Objects from files may leave their namespace to the command that applies them. */
const defaultNamespace = 'default';

export function namespaceOf({ namespace }: Pick<KubernetesObject, 'namespace'>): string {
  return namespace === '' ? defaultNamespace : namespace;
}
