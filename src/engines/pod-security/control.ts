// SPDX-License-Identifier: Apache-2.0
import type { PodMetadata, PodSpec } from '../../model/pod.ts';
import type { Pointer } from '../../model/pointer.ts';

/** A Pod, or a pod template: the standards judge both alike. */
export interface Pod {
  readonly metadata: PodMetadata;
  readonly spec: PodSpec;
}

/** How a pod breaks a control. */
export interface Violation {
  /** The API server's words, the same for the same fault in every pod. */
  readonly reason: string;
  /** The API server's words about this pod: names containers and values. */
  readonly detail: string;
  /** The fields at fault, from the pod; of a field that is absent, where it belongs. Correcting all of them satisfies the control. */
  readonly paths: readonly Pointer[];
}

/** Undefined where the pod satisfies the control. */
export type Evaluate = (pod: Pod) => Violation | undefined;

export interface ControlVersion {
  /** First Kubernetes minor version with this behaviour. */
  readonly since: `1.${number}`;
  readonly evaluate: Evaluate;
  /** Baseline controls that this restricted one takes the place of at the level restricted. */
  readonly overrides?: readonly string[];
}

export interface Control {
  /** Kubernetes' own id of the check. */
  readonly id: string;
  /** The least strict level that has the control; restricted has the baseline controls too. */
  readonly level: 'baseline' | 'restricted';
  /** Behaviour by version, oldest first. The control does not exist before the first. */
  readonly versions: readonly ControlVersion[];
}
