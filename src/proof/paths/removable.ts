// SPDX-License-Identifier: Apache-2.0
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';

/** What may be taken away, so that edges go. */
export interface Removable {
  readonly kind: 'binding' | 'mount' | 'setting' | 'secret' | 'policy';
  /** Unique; what to do, as an imperative: `remove ClusterRoleBinding/ops`. */
  readonly action: string;
  readonly object: KubernetesObject;
  /** Where in the object. */
  readonly pointer: Pointer;
  /** What is lost by it besides the paths: how many depend on it, as far as the input shows. */
  readonly cost?: number;
}
