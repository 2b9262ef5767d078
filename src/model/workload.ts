// SPDX-License-Identifier: Apache-2.0
import type { KubernetesObject } from './object.ts';
import type { PodMetadata, PodSpec } from './pod.ts';
import type { Pointer } from './pointer.ts';

/** Anything with a pod template, and the template found in it. A Pod is its own template. */
export interface Workload {
  readonly object: KubernetesObject;
  /** Where the template stands in the object: '' for a Pod, '/spec/template' for a Deployment. */
  readonly templatePath: Pointer;
  readonly metadata: PodMetadata;
  readonly spec: PodSpec;
  /** Fields that Kubernetes would refuse to decode; they are absent from `spec`, so a pass cannot be concluded. */
  readonly wrongTypes: readonly WrongType[];
  /** Pods of the inventory that belong to this workload by their owner references. */
  readonly pods: readonly KubernetesObject[];
}

export interface WrongType {
  /** Pointer from the object. */
  readonly path: Pointer;
  readonly expected: string;
  readonly found: string;
}
