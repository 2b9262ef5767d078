// SPDX-License-Identifier: Apache-2.0
// Which containers of a workload run until they are stopped, and which of them serve others.
import { objectsOfKind } from '../../model/inventory.ts';
import { field, isObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { compileSelector, type Selector, selects } from '../../model/selector.ts';
import { hintOf, indexSelectors, type SelectorIndex } from '../../model/selector-index.ts';
import type { Workload } from '../../model/workload.ts';
import type { CheckContext } from '../check.ts';
import { type ContainerPlace, containerPlaces } from './container-faults.ts';
import { perInventory } from './per-inventory.ts';

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
  const { metadata, object } = workload;
  const selectors = selectorsOf(inventory).get(object.namespace)?.candidates(metadata.labels) ?? [];
  const isSelected = selectors.some((selector) => selects(selector, metadata.labels));
  return isSelected ? running.filter(({ type }) => type === 'containers') : [];
}

const selectorsOf = perInventory((inventory): ReadonlyMap<string, SelectorIndex<Selector>> => {
  const services = Map.groupBy(objectsOfKind(inventory, 'Service', ''), ({ namespace }) => namespace);
  return new Map([...services].map(([namespace, objects]) => [namespace, indexSelectors(objects.flatMap(selectorOf), hintOf)]));
});

/** A Service's selector, compiled; none where it selects no pods. */
function selectorOf({ body }: KubernetesObject): Selector[] {
  const spec = field(body, 'spec');
  const matchLabels = field(spec, 'selector');
  if (!isObject(matchLabels) || Object.keys(matchLabels).length === 0 || field(spec, 'type') === 'ExternalName') return [];
  const compiled = compileSelector({ matchLabels });
  return 'invalid' in compiled ? [] : [compiled];
}
