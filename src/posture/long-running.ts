// SPDX-License-Identifier: Apache-2.0
// Which containers of a workload run until they are stopped, and which of them serve others.
import { field, isObject, stringMap } from '../model/json.ts';
import { groupOf, type KubernetesObject } from '../model/object.ts';
import { valueAt } from '../model/pointer.ts';
import type { Workload } from '../model/workload.ts';
import type { CheckContext } from './check.ts';
import { type ContainerPlace, containerPlaces } from './container-faults.ts';

/** Neither a Job nor a Pod that runs once. */
export function isLongRunning({ object, spec }: Workload): boolean {
  return object.kind !== 'Job' && object.kind !== 'CronJob' && (spec.restartPolicy ?? 'Always') === 'Always';
}

/** The containers that keep running: sidecars among the init containers included. */
export function longRunningContainers(workload: Workload): ContainerPlace[] {
  return containerPlaces(workload).filter(
    ({ type, container }) => type === 'containers' || (type === 'initContainers' && container.restartPolicy === 'Always'),
  );
}

/** Those of them that declare ports; where none does and a Service selects the pod, the containers proper. */
export function servingContainers(workload: Workload, { inventory }: CheckContext): ContainerPlace[] {
  const running = longRunningContainers(workload);
  const withPorts = running.filter(({ container }) => (container.ports ?? []).length > 0);
  if (withPorts.length > 0) return withPorts;
  const neighbours = inventory.byNamespace.get(workload.object.namespace) ?? [];
  return neighbours.some((object) => isServiceOf(object, workload)) ? running.filter(({ type }) => type === 'containers') : [];
}

function isServiceOf(object: KubernetesObject, { metadata }: Workload): boolean {
  if (object.kind !== 'Service' || groupOf(object.apiVersion) !== '') return false;
  const spec = valueAt(object.body, '/spec');
  const selector = field(spec, 'selector');
  if (!isObject(selector) || field(spec, 'type') === 'ExternalName') return false;
  const wanted = Object.entries(stringMap(selector));
  return wanted.length > 0 && wanted.every(([key, value]) => metadata.labels[key] === value);
}
