// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Patch } from '../../model/patch.ts';

/** The smallest addition to a change that keeps something working. */
export interface Amendment {
  /** `let Deployment/monitoring/prometheus reach Deployment/shop/web on TCP 9090`. */
  readonly title: string;
  /** The keys of the breaks that it mends. */
  readonly mends: readonly string[];
  /** To be applied with the change. */
  readonly manifests: readonly JsonObject[];
  /** Of objects that the inventory or the change has. */
  readonly patches: readonly { readonly object: KubernetesObject; readonly patch: Patch }[];
  /** What to know before using it. */
  readonly notes: readonly string[];
  /** Whether the engines, asked again, find the breaks gone. */
  readonly proven: boolean;
}
