// SPDX-License-Identifier: Apache-2.0
// Logs that see a connection before the Service is translated name the Service's address and port.
import { namespaceOf, servicePorts } from '../../engines/network/index.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, type Json, stringField, stringMap } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { valueAt } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';

export interface ServiceTarget {
  readonly object: KubernetesObject;
  /** The workloads whose pods answer. */
  readonly workloads: readonly Workload[];
}

export interface Services {
  readonly byAddress: (address: string) => ServiceTarget | undefined;
  readonly byName: (namespace: string, name: string) => ServiceTarget | undefined;
  /** Whether an address is that of the API server: its Service, or what that stands for. */
  readonly isApiServer: (address: string) => boolean;
}

export function servedBy(inventory: Inventory): Services {
  const services = objectsOfKind(inventory, 'Service', '');
  const workloads = Map.groupBy(inventory.workloads, ({ object }) => namespaceOf(object));
  const targets = new Map<KubernetesObject, ServiceTarget>();
  const targetOf = (object: KubernetesObject | undefined): ServiceTarget | undefined => {
    if (object === undefined) return undefined;
    const known = targets.get(object);
    if (known !== undefined) return known;
    const selector = Object.entries(stringMap(valueAt(object.body, '/spec/selector')));
    const selected = (workloads.get(namespaceOf(object)) ?? []).filter(
      ({ metadata }) => selector.length > 0 && selector.every(([key, value]) => metadata.labels[key] === value),
    );
    const target = { object, workloads: selected };
    targets.set(object, target);
    return target;
  };
  const byAddress = new Map(services.flatMap((service) => addressesOf(service).map((address) => [address, service] as const)));
  const byName = new Map(services.map((service) => [`${namespaceOf(service)}/${service.name}`, service]));
  const kubernetes = byName.get('default/kubernetes');
  const apiServers = new Set([...(kubernetes === undefined ? [] : addressesOf(kubernetes)), ...apiEndpoints(inventory)]);
  return {
    byAddress: (address) => (apiServers.has(address) ? undefined : targetOf(byAddress.get(address))),
    byName: (namespace, name) => targetOf(byName.get(`${namespace}/${name}`)),
    isApiServer: (address) => apiServers.has(address),
  };
}

function addressesOf({ body }: KubernetesObject): string[] {
  const listed = ['/spec/clusterIPs', '/spec/externalIPs'].flatMap((path) => listOf(valueAt(body, path)));
  const balanced = listOf(valueAt(body, '/status/loadBalancer/ingress')).flatMap((item) => stringField(item, 'ip') ?? []);
  return [valueAt(body, '/spec/clusterIP'), ...listed, ...balanced]
    .filter((item) => typeof item === 'string' && item !== '' && item !== 'None')
    .map(String);
}

/** Where the Service `kubernetes` leads to. */
function apiEndpoints(inventory: Inventory): string[] {
  const slices = objectsOfKind(inventory, 'EndpointSlice', 'discovery.k8s.io').filter(
    ({ namespace, labels }) => namespace === 'default' && labels['kubernetes.io/service-name'] === 'kubernetes',
  );
  return slices.flatMap(({ body }) =>
    listOf(valueAt(body, '/endpoints')).flatMap((endpoint) =>
      listOf(field(endpoint, 'addresses')).filter((item) => typeof item === 'string'),
    ),
  );
}

/** The port of a workload's pods that a port of a Service leads to; undefined where the Service has no such port, or nothing names it. */
export function targetPort({ object }: ServiceTarget, port: number, protocol: string, { spec }: Workload): number | undefined {
  const target = servicePorts(object).find((candidate) => candidate.port === port && candidate.protocol === protocol)?.targetPort;
  if (target === undefined || typeof target === 'number') return target;
  const named = (spec.containers ?? []).flatMap(({ ports = [] }) => ports).find(({ name }) => name === target)?.containerPort;
  return named === undefined ? undefined : Number(named);
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
