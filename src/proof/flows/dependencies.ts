// SPDX-License-Identifier: Apache-2.0
// Connections that manifests say a workload makes: names of Services in what its containers are started with, and what asks to be scraped.
import { isPortProtocol, namespaceOf, servicePorts } from '../../engines/network/index.ts';
import { type Inventory, objectsNamed } from '../../model/inventory.ts';
import { type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Container } from '../../model/pod.ts';
import { type Pointer, pointer } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import { identityOf } from '../change/identity.ts';
import { type Dependency, edgeBetween } from './dependency.ts';
import { scrapes } from './scrapes.ts';
import { servedBy, type ServiceTarget, targetPort } from './services.ts';

/** Each pair of workloads and port once, where it is written first. */
export function dependenciesOf(inventory: Inventory): Dependency[] {
  const found = new Map<string, Dependency>();
  for (const dependency of [...namedServices(inventory), ...scrapes(inventory)]) {
    const { source, destination, protocol, port } = dependency.edge;
    const key = JSON.stringify([identityOf(source.workload.object), identityOf(destination.workload.object), protocol, port]);
    if (!found.has(key)) found.set(key, dependency);
  }
  return [...found.values()];
}

function* namedServices(inventory: Inventory): Generator<Dependency> {
  const services = servedBy(inventory);
  for (const workload of inventory.workloads) {
    for (const { text, what, object, path } of textsOf(workload, inventory)) {
      for (const { namespace, name, port } of hostsIn(text, namespaceOf(workload.object))) {
        const service = services.byName(namespace, name);
        if (service === undefined) continue;
        const why = `${what} names Service ${namespace}/${name}`;
        for (const edge of edgesTo(workload, service, port)) yield { edge, why, object, path };
      }
    }
  }
}

function edgesTo(source: Workload, service: ServiceTarget, port: number | undefined): Dependency['edge'][] {
  return servicePorts(service.object).flatMap(({ port: own, protocol }) => {
    if ((port !== undefined && own !== port) || !isPortProtocol(protocol)) return [];
    return service.workloads.flatMap((workload) => {
      const target = targetPort(service, own, protocol, workload);
      return target === undefined || workload === source ? [] : edgeBetween(source, workload, protocol, target);
    });
  });
}

interface Text {
  readonly text: string;
  readonly what: string;
  readonly object: KubernetesObject;
  readonly path: Pointer;
}

function* textsOf(workload: Workload, inventory: Inventory): Generator<Text> {
  const { object, templatePath, spec } = workload;
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [index, container] of (spec[list] ?? []).entries()) {
      const at = `${templatePath}/spec/${list}/${index}`;
      for (const kind of ['command', 'args'] as const)
        for (const [number, text] of (container[kind] ?? []).entries())
          yield { text, what: `${kind} of ${container.name ?? index}`, object, path: `${at}/${kind}/${number}` };
      for (const [number, { name = '', value }] of (container.env ?? []).entries())
        if (value !== undefined) yield { text: value, what: `env ${name}`, object, path: `${at}/env/${number}/value` };
      yield* mapTexts(container, object, inventory);
    }
  }
}

/** ConfigMaps that a container takes its environment from. */
function* mapTexts({ env = [], envFrom = [] }: Container, owner: KubernetesObject, inventory: Inventory): Generator<Text> {
  const mapNamed = (name: string | undefined) =>
    name === undefined ? [] : objectsNamed(inventory, 'ConfigMap', '', owner.namespace, name);
  for (const { configMapRef } of envFrom) {
    for (const object of mapNamed(configMapRef?.name)) {
      const data: Json = object.body['data'] ?? null;
      for (const key of Object.keys(typeof data === 'object' && data !== null ? data : {})) yield* entryOf(object, key);
    }
  }
  for (const { valueFrom } of env) {
    const ref = valueFrom?.configMapKeyRef;
    for (const object of mapNamed(ref?.name)) if (ref?.key !== undefined) yield* entryOf(object, ref.key);
  }
}

function* entryOf(object: KubernetesObject, key: string): Generator<Text> {
  const text = stringField(object.body['data'], key);
  if (text !== undefined) yield { text, what: `ConfigMap ${object.name}, ${key},`, object, path: pointer('data', key) };
}

interface Host {
  readonly namespace: string;
  readonly name: string;
  readonly port: number | undefined;
}

const word = /([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.?)(?::(\d{1,5}))?/gi;

/** Names that a resolver in a pod of `own` takes for Services: alone only where nothing but a host can stand. */
function* hostsIn(text: string, own: string): Generator<Host> {
  for (const match of text.matchAll(word)) {
    const [whole, host = '', digits] = match;
    const labels = host.toLowerCase().replace(/\.$/, '').split('.');
    const before = text.slice(Math.max(0, match.index - 2), match.index);
    const port = digits === undefined ? portOfScheme(text, match.index) : Number(digits);
    const [name = '', namespace, svc] = labels;
    if (namespace !== undefined && (svc === undefined || svc === 'svc')) yield { namespace, name, port };
    if (namespace === undefined && (digits !== undefined || before === '//' || before.endsWith('@') || whole === text))
      yield { namespace: own, name, port };
  }
}

function portOfScheme(text: string, at: number): number | undefined {
  if (text.endsWith('https://', at) || text.slice(Math.max(0, at - 8), at) === 'https://') return 443;
  return text.slice(Math.max(0, at - 7), at) === 'http://' ? 80 : undefined;
}
