// SPDX-License-Identifier: Apache-2.0
// Services as names for pods: which endpoints one leads to, and to which of their ports.
import { field, isObject, type Json, stringField, stringMap } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type Connections, connectionsOf, isPortProtocol } from './connections.ts';
import { type Endpoint, isOfGroup, listOf } from './endpoints.ts';
import { isPortNumber } from './kubernetes.ts';
import { namespaceOf } from './world.ts';

/** A port of a Service: as it is called there, and what it is on a pod. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly targetPort: number | string;
  readonly nodePort: number | undefined;
  readonly protocol: string;
}

export function isService(object: KubernetesObject): boolean {
  return object.kind === 'Service' && isOfGroup(object, '');
}

export function servicePorts({ body }: KubernetesObject): ServicePort[] {
  return listOf(field(field(body, 'spec'), 'ports')).flatMap((entry) => {
    const port = field(entry, 'port');
    const target = field(entry, 'targetPort');
    if (!isPortNumber(port) || (typeof target === 'number' && !isPortNumber(target))) return [];
    const nodePort = field(entry, 'nodePort');
    return {
      name: stringField(entry, 'name') ?? '',
      port,
      targetPort: typeof target === 'number' || (typeof target === 'string' && target !== '') ? numeric(target) : port,
      nodePort: typeof nodePort === 'number' ? nodePort : undefined,
      protocol: stringField(entry, 'protocol') ?? 'TCP',
    };
  });
}

/** A target port given as text of digits is a number. */
function numeric(target: number | string): number | string {
  return typeof target === 'string' && /^\d{1,5}$/.test(target) ? Number(target) : target;
}

/** The endpoints that a Service selects; none where it has no selector, since somebody else says then where it leads. */
export function selectedBy(service: KubernetesObject, endpoints: readonly Endpoint[]): Endpoint[] {
  const selector = field(field(service.body, 'spec'), 'selector');
  const wanted = Object.entries(stringMap(selector));
  if (!isObject(selector) || wanted.length === 0) return [];
  const namespace = namespaceOf(service);
  return endpoints.filter(
    ({ kind, namespace: own, labels }) =>
      kind !== 'node' && own === namespace && wanted.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value),
  );
}

/** What a connection to a port of a Service is on one of its pods. */
export function targetOf({ targetPort, protocol }: ServicePort, { ports }: Endpoint): Connections | undefined {
  if (!isPortProtocol(protocol)) return undefined;
  const port =
    typeof targetPort === 'number' ? targetPort : ports.find((own) => own.name === targetPort && own.protocol === protocol)?.port;
  return port === undefined ? undefined : connectionsOf(protocol, port, port);
}

/** Whether a backend's `port` means this port: its number or name; for a Route, what it is on the pod as well. */
export function isMeant(port: ServicePort, wanted: Json | undefined, byTarget: boolean): boolean {
  if (wanted === undefined || wanted === null) return true;
  if (isObject(wanted)) return isMeant(port, field(wanted, 'number') ?? field(wanted, 'name'), byTarget);
  return wanted === (byTarget ? port.targetPort : port.port) || wanted === port.name;
}
