// SPDX-License-Identifier: Apache-2.0
// Connections that manifests say a workload makes: names of Services in what its containers are started with.
import { isPortProtocol, namespaceOf } from '../../engines/network/index.ts';
import { type Inventory, objectsNamed } from '../../model/inventory.ts';
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Container } from '../../model/pod.ts';
import { type Pointer, pointer, valueAt } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import type { Edge } from './edges.ts';
import { servedBy, type ServiceTarget, targetPort } from './services.ts';

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

/** Each pair of workloads and port once, where it is written first. */
export function dependenciesOf(inventory: Inventory): Dependency[] {
  const services = servedBy(inventory);
  const found = new Map<string, Dependency>();
  for (const workload of inventory.workloads) {
    for (const { text, what, object, path } of textsOf(workload, inventory)) {
      for (const { namespace, name, port } of hostsIn(text, namespaceOf(workload.object))) {
        const service = services.byName(namespace, name);
        if (service === undefined) continue;
        for (const edge of edgesTo(workload, service, port)) {
          const key = JSON.stringify([nameOf(workload), nameOf(edge.destination.workload), edge.protocol, edge.port]);
          if (!found.has(key)) found.set(key, { edge, why: `${what} names Service ${namespace}/${name}`, object, path });
        }
      }
    }
  }
  return [...found.values()];
}

function nameOf({ object: { kind, namespace, name } }: Workload): string {
  return `${kind}/${namespace}/${name}`;
}

function edgesTo(source: Workload, service: ServiceTarget, port: number | undefined) {
  const listed = valueAt(service.object.body, '/spec/ports');
  return (isArray(listed) ? listed : []).flatMap((entry) => {
    const own = field(entry, 'port');
    const protocol = stringField(entry, 'protocol') ?? 'TCP';
    if (typeof own !== 'number' || (port !== undefined && own !== port)) return [];
    if (!isPortProtocol(protocol)) return [];
    return service.workloads.flatMap((workload) => {
      const target = targetPort(service, own, protocol, workload);
      if (target === undefined || workload === source) return [];
      return [
        {
          source: { kind: 'workload' as const, workload: source },
          destination: { kind: 'workload' as const, workload },
          protocol,
          port: target,
          count: 0,
        },
      ];
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
