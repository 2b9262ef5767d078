// SPDX-License-Identifier: Apache-2.0
import type { KubernetesObject } from '../object.ts';
import type { Container } from '../pod.ts';
import type { Pointer } from '../pointer.ts';
import type { Workload } from '../workload.ts';
import type { Flags } from './flags.ts';

export const componentNames = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd', 'kubelet', 'kube-proxy'] as const;
export type ComponentName = (typeof componentNames)[number];

export function isComponentName(program: string): program is ComponentName {
  return componentNames.some((name) => name === program);
}

/** A program of control plane or node, as far as its input shows how it is configured. */
export interface Component {
  readonly name: ComponentName;
  /** What it was found in: a workload, the evidence of a node, or its configuration where nothing shows how it is started. */
  readonly object: KubernetesObject;
  readonly flags: Flags;
  /** The list of arguments that a missing flag belongs in (`/spec/containers/0/command`), or the script that starts the program. */
  readonly argumentsPath: Pointer;
  readonly within?: 'shell';
  /** Whether k3s or RKE2 runs it as a part of itself. */
  readonly embedded?: true;
  /** Where it runs in a container. */
  readonly place?: ContainerOf;
  /** Why a flag that is not seen may nevertheless be given: then its absence proves nothing. */
  readonly incomplete?: string;
  /** The folder of drop-ins that it reads though no flag says so. */
  readonly dropIns?: string;
  /** The configuration file that it reads and that is not in the input: what only flags can say is known nonetheless. */
  readonly unread?: string;
  /** Its configuration documents where it has any, the one that is overridden by all others first. */
  readonly configuration: readonly KubernetesObject[];
}

export interface ContainerOf {
  readonly workload: Workload;
  readonly container: Container;
  /** From the object. */
  readonly path: Pointer;
}
