// SPDX-License-Identifier: Apache-2.0
// Who a question is about: pods, nodes or addresses, by the words that people call them.
import type { AddressSet, Endpoint } from '../../engines/network/index.ts';
import type { JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Workload } from '../../model/workload.ts';

export interface Subject {
  /** As output calls it: `Deployment/shop/web`, `namespace shop`, `pods with app=web`, `203.0.113.0/24`, `the internet`. */
  readonly name: string;
  readonly meant: Meant;
  readonly endpoints: readonly Endpoint[];
  /** Addresses that are nobody's in the input. */
  readonly ranges: AddressSet;
  /** What the reader should know of how it was understood. */
  readonly notes: readonly string[];
}

export type Meant =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'pod' | 'node'; readonly endpoint: Endpoint }
  | { readonly kind: 'service'; readonly service: KubernetesObject }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'labels'; readonly selector: JsonObject; readonly namespace: string | undefined }
  | { readonly kind: 'block'; readonly cidr: string }
  | { readonly kind: 'internet' };
