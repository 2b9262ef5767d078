// SPDX-License-Identifier: Apache-2.0
// Who is scraped by whom, as the annotations of pods and Services say it that Prometheus' own examples and charts use.
import { servicePorts } from '../../engines/network/index.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { parseImage } from '../../model/image.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type Pointer, pointer } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import { type Dependency, edgeBetween } from './dependency.ts';
import { servedBy, targetPort } from './services.ts';

/** Programs that look for the annotations, by the last part of their image. */
const collectors: ReadonlySet<string> = new Set([
  'prometheus',
  'vmagent',
  'alloy',
  'opentelemetry-collector',
  'opentelemetry-collector-contrib',
]);

export function* scrapes(inventory: Inventory): Generator<Dependency> {
  const scraping = inventory.workloads.filter(isCollector);
  if (scraping.length === 0) return;
  for (const { target, ports, object, path } of targetsOf(inventory)) {
    for (const collector of scraping) {
      if (collector === target) continue;
      const why = `annotation ${annotation.scrape} of ${object.kind} ${object.name} asks for it`;
      for (const port of ports) yield { edge: edgeBetween(collector, target, 'TCP', port), why, object, path };
    }
  }
}

function isCollector({ spec }: Workload): boolean {
  return (spec.containers ?? []).some(({ image = '' }) => collectors.has(parseImage(image)?.repository.split('/').at(-1) ?? ''));
}

const annotation = { scrape: 'prometheus.io/scrape', port: 'prometheus.io/port' };

interface Target {
  readonly target: Workload;
  /** Of the pods. */
  readonly ports: readonly number[];
  /** What says so. */
  readonly object: KubernetesObject;
  readonly path: Pointer;
}

function* targetsOf(inventory: Inventory): Generator<Target> {
  for (const target of inventory.workloads) {
    const { annotations } = target.metadata;
    if (annotations[annotation.scrape] !== 'true') continue;
    const path = `${target.templatePath}${pointer('metadata', 'annotations', annotation.scrape)}`;
    yield { target, ports: portIn(annotations) ?? declaredPorts(target), object: target.object, path };
  }
  const services = servedBy(inventory);
  for (const object of objectsOfKind(inventory, 'Service', '')) {
    if (object.annotations[annotation.scrape] !== 'true') continue;
    const service = services.byName(object.namespace || 'default', object.name);
    for (const target of service?.workloads ?? []) {
      const led = servicePorts(object).flatMap(({ port, protocol }) =>
        service === undefined || protocol !== 'TCP' ? [] : (targetPort(service, port, protocol, target) ?? []),
      );
      yield { target, ports: portIn(object.annotations) ?? led, object, path: pointer('metadata', 'annotations', annotation.scrape) };
    }
  }
}

/** The port that is named; undefined where none is, and all that there are are meant. */
function portIn(annotations: Readonly<Record<string, string>>): number[] | undefined {
  const text = annotations[annotation.port];
  return text !== undefined && /^\d{1,5}$/.test(text) ? [Number(text)] : undefined;
}

function declaredPorts({ spec }: Workload): number[] {
  const ports = (spec.containers ?? []).flatMap(({ ports: own = [] }) => own);
  return ports.flatMap(({ containerPort, protocol = 'TCP' }) =>
    containerPort !== undefined && protocol === 'TCP' ? Number(containerPort) : [],
  );
}
