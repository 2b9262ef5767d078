// SPDX-License-Identifier: Apache-2.0
import type { PortProtocol } from '../../engines/network/index.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import type { Edge } from './edges.ts';

type WorkloadParty = Edge['source'] & { readonly kind: 'workload' };

/** A connection that somebody wrote down. */
export interface Dependency {
  readonly edge: Edge & Record<'source' | 'destination', WorkloadParty>;
  /** `env ORDERS_URL names Service shop/orders`. */
  readonly why: string;
  /** Where it is written. */
  readonly object: KubernetesObject;
  readonly path: Pointer;
}

/** Of an edge that nobody has to have seen. */
export function edgeBetween(source: Workload, destination: Workload, protocol: PortProtocol, port: number): Dependency['edge'] {
  return {
    source: { kind: 'workload', workload: source },
    destination: { kind: 'workload', workload: destination },
    protocol,
    port,
    count: 0,
  };
}
