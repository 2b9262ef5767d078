// SPDX-License-Identifier: Apache-2.0
// Shared by the checks on resources. An amount of 0 counts as none: a limit of 0 is no limit to the kubelet, and a
// request of 0 sets nothing aside. `shared` is what the pod declares for all its containers together, where that counts.
import type { ResourceRequirements } from '../../model/pod.ts';
import { type Quantity, quantityValue } from '../../model/quantity.ts';
import type { Workload } from '../../model/workload.ts';
import type { Fault } from '../check.ts';
import { faultsPerContainer, runsWithPod, setRemedy, specPath } from './container-faults.ts';

export interface ResourceRule {
  readonly resource: 'cpu' | 'memory' | 'ephemeral-storage';
  /** What most programs live with, to start from where nobody has measured yet. */
  readonly start: Quantity;
  /** What to review in the remedy. */
  readonly note: string;
}

export function isPositive(quantity: Quantity | undefined): boolean {
  return quantity !== undefined && quantityValue(quantity) > 0;
}

/** A fault for each container without a limit. Init containers count: while one runs, it can take what the node has. */
export function missingLimits(workload: Workload, { resource, start, note }: ResourceRule, shared?: ResourceRequirements): Fault[] {
  if (isPositive(shared?.limits?.[resource])) return [];
  return faultsPerContainer(workload, ({ container, pointer, label, type }) => {
    const { limits, requests } = container.resources ?? {};
    if (type === 'ephemeralContainers' || isPositive(limits?.[resource])) return undefined;
    const field = `resources/limits/${resource}`;
    const sharedRequest = shared?.requests?.[resource];
    return {
      kind: 'fault',
      path: `${pointer}/${field}`,
      reason: `no ${resource} limit`,
      detail:
        limits?.[resource] === undefined ? `${label} has no ${resource} limit` : `${label} has ${resource} limit 0, which limits nothing`,
      // A container's limit is its request too, and may then exceed the request that the pod declares for all: limit the pod.
      remedy:
        sharedRequest === undefined
          ? setRemedy(workload, `${pointer}/${field}`, largest([start, requests?.[resource]]), note)
          : setRemedy(
              workload,
              `${specPath(workload)}/${field}`,
              largest([start, sharedRequest, ...containerLimits(workload, resource)]),
              note,
            ),
    };
  });
}

/**
 * A fault for each container without a request, given or implied by a limit. Init containers that end before the others
 * start do not count: the scheduler sets the larger of both aside, not the sum.
 */
export function missingRequests(workload: Workload, { resource, start, note }: ResourceRule, shared?: ResourceRequirements): Fault[] {
  if (isPositive(shared?.requests?.[resource] ?? shared?.limits?.[resource])) return [];
  return faultsPerContainer(workload, (place) => {
    const { limits, requests } = place.container.resources ?? {};
    if (!runsWithPod(place) || isPositive(requests?.[resource] ?? limits?.[resource])) return undefined;
    const path = `${place.pointer}/resources/requests/${resource}`;
    return {
      kind: 'fault',
      path,
      reason: `no ${resource} request`,
      detail: `${place.label} ${requests?.[resource] === undefined ? 'has no' : 'has 0 as its'} ${resource} request`,
      remedy: setRemedy(workload, path, smallest(start, limits?.[resource]), note),
    };
  });
}

function containerLimits({ spec }: Workload, resource: string): (Quantity | undefined)[] {
  return (spec.containers ?? []).map(({ resources }) => resources?.limits?.[resource]);
}

// The API server refuses a limit below the request, so a remedy keeps to the one that is there already.
function largest(quantities: readonly (Quantity | undefined)[]): Quantity {
  return quantities.filter((quantity) => quantity !== undefined).reduce((a, b) => (quantityValue(b) > quantityValue(a) ? b : a), '0');
}

function smallest(start: Quantity, limit: Quantity | undefined): Quantity {
  return limit !== undefined && isPositive(limit) && quantityValue(limit) < quantityValue(start) ? limit : start;
}
