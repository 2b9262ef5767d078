// SPDX-License-Identifier: Apache-2.0
// How connections from outside get to pods: Services that are published, Ingresses, Routes, the Gateway API's routes, ports of nodes.
import { field, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type Pointer, pointer } from '../../model/pointer.ts';
import { listOf, isOfGroup } from './endpoints.ts';
import { isService } from './services.ts';
import { namespaceOf } from './world.ts';

export type WayKind = 'hostPort' | 'NodePort' | 'LoadBalancer' | 'externalIPs' | 'Ingress' | 'Route' | 'Gateway';

/** A way to a Service, by whoever serves it, or by the node to a pod. */
export interface WayIn {
  readonly kind: WayKind;
  /** The object that opens it, and where in it. */
  readonly object: KubernetesObject;
  readonly pointer: Pointer;
  /** The Service that it leads to; undefined where it leads to the pod itself. */
  readonly service: { readonly namespace: string; readonly name: string } | undefined;
  /** The port of the Service, by number or name; undefined: every one. */
  readonly port: Json | undefined;
}

export function waysIn(objects: readonly KubernetesObject[]): WayIn[] {
  return objects.flatMap((object) => {
    if (isService(object)) return published(object);
    if (object.kind === 'Ingress' && isOfGroup(object, 'networking.k8s.io', 'extensions')) return ofIngress(object);
    if (object.kind === 'Route' && isOfGroup(object, 'route.openshift.io', '')) return ofRoute(object);
    return object.kind.endsWith('Route') && isOfGroup(object, 'gateway.networking.k8s.io') ? ofGatewayRoute(object) : [];
  });
}

function published(object: KubernetesObject): WayIn[] {
  const spec = field(object.body, 'spec');
  const service = { namespace: namespaceOf(object), name: object.name };
  const type = stringField(spec, 'type');
  const ways: WayIn[] = [];
  if (type === 'NodePort' || type === 'LoadBalancer') ways.push({ kind: type, object, pointer: '/spec/type', service, port: undefined });
  if (listOf(field(spec, 'externalIPs')).length > 0)
    ways.push({ kind: 'externalIPs', object, pointer: '/spec/externalIPs', service, port: undefined });
  return ways;
}

function ofIngress(object: KubernetesObject): WayIn[] {
  const spec = field(object.body, 'spec');
  const way = (backend: Json | undefined, at: Pointer): WayIn[] => {
    const service = field(backend, 'service');
    const name = stringField(service, 'name') ?? stringField(backend, 'serviceName');
    if (name === undefined) return [];
    const port = field(service, 'port') ?? field(backend, 'servicePort');
    return [{ kind: 'Ingress', object, pointer: at, service: { namespace: namespaceOf(object), name }, port }];
  };
  return [
    ...way(field(spec, 'defaultBackend') ?? field(spec, 'backend'), '/spec/defaultBackend'),
    ...listOf(field(spec, 'rules')).flatMap((rule, index) =>
      listOf(field(field(rule, 'http'), 'paths')).flatMap((path, number) =>
        way(field(path, 'backend'), pointer('spec', 'rules', index, 'http', 'paths', number, 'backend')),
      ),
    ),
  ];
}

function ofRoute(object: KubernetesObject): WayIn[] {
  const spec = field(object.body, 'spec');
  const port = field(field(spec, 'port'), 'targetPort');
  const way = (target: Json | undefined, at: Pointer): WayIn[] => {
    const name = stringField(target, 'name');
    if (name === undefined || (stringField(target, 'kind') ?? 'Service') !== 'Service') return [];
    return [{ kind: 'Route', object, pointer: at, service: { namespace: namespaceOf(object), name }, port }];
  };
  return [
    ...way(field(spec, 'to'), '/spec/to'),
    ...listOf(field(spec, 'alternateBackends')).flatMap((target, index) => way(target, pointer('spec', 'alternateBackends', index))),
  ];
}

function ofGatewayRoute(object: KubernetesObject): WayIn[] {
  return listOf(field(field(object.body, 'spec'), 'rules')).flatMap((rule, index) =>
    listOf(field(rule, 'backendRefs')).flatMap((reference, number): WayIn[] => {
      const name = stringField(reference, 'name');
      if (name === undefined || (stringField(reference, 'kind') ?? 'Service') !== 'Service') return [];
      const namespace = stringField(reference, 'namespace') ?? namespaceOf(object);
      const at = pointer('spec', 'rules', index, 'backendRefs', number);
      return [{ kind: 'Gateway', object, pointer: at, service: { namespace, name }, port: field(reference, 'port') }];
    }),
  );
}
