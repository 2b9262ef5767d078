// SPDX-License-Identifier: Apache-2.0
// What the engine is given, and what is left open by it.
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';

/** An Inventory is one. */
export interface World {
  readonly objects: readonly KubernetesObject[];
  readonly workloads: readonly Workload[];
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

export function namespaceOf({ namespace }: KubernetesObject): string {
  return namespace === '' ? defaultNamespace : namespace;
}
