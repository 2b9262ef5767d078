// SPDX-License-Identifier: Apache-2.0
// Shared by the tests: small worlds from objects as they are written.
import { field, type JsonObject, stringField, stringMap } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { workloadsOf } from '../../model/workloads.ts';
import { connectionsBetween, type Party } from './between.ts';
import { compile } from './compile.ts';
import { connectionsText } from './connections.ts';
import type { Endpoint } from './endpoints.ts';
import type { Network } from './network.ts';
import type { Options } from './world.ts';

function objectOf(body: JsonObject): KubernetesObject {
  const metadata = field(body, 'metadata');
  return {
    apiVersion: stringField(body, 'apiVersion') ?? 'v1',
    kind: stringField(body, 'kind') ?? '',
    namespace: stringField(metadata, 'namespace') ?? '',
    name: stringField(metadata, 'name') ?? '',
    labels: stringMap(field(metadata, 'labels')),
    annotations: {},
    body,
    origin: { kind: 'file', source: 'example.yaml', start: 0, end: 0, pointer: '' },
  };
}

export function networkOf(bodies: readonly JsonObject[], options: Options = {}): Network {
  const objects = bodies.map(objectOf);
  return compile({ objects, workloads: workloadsOf(objects) }, options);
}

/** A pod of an application of its name, in a namespace. */
export function pod(
  name: string,
  more: { readonly namespace?: string; readonly spec?: JsonObject; readonly ip?: string } = {},
): JsonObject {
  const { namespace = 'shop', spec = {}, ip } = more;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name } },
    spec: { containers: [{ name: 'main', image: 'main', ports: [{ name: 'http', containerPort: 8080 }] }], ...spec },
    ...(ip === undefined ? {} : { status: { podIP: ip } }),
  };
}

export function policy(spec: JsonObject, name = 'policy', namespace = 'shop'): JsonObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}

export function calico(spec: JsonObject, name = 'policy', namespace?: string): JsonObject {
  const [kind, metadata] = namespace === undefined ? ['GlobalNetworkPolicy', { name }] : ['NetworkPolicy', { name, namespace }];
  return { apiVersion: 'projectcalico.org/v3', kind, metadata, spec };
}

export function cilium(spec: JsonObject, name = 'policy', namespace = 'shop'): JsonObject {
  return { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name, namespace }, spec };
}

/** A namespace whose labels are known. */
export function namespace(name: string, labels: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'kubernetes.io/metadata.name': name, ...labels } } };
}

/** An endpoint by its name; any other text is an address. */
export function party(network: Network, name: string): Party {
  return endpointNamed(network, name) ?? { address: name };
}

function endpointNamed({ endpoints }: Network, name: string): Endpoint | undefined {
  return endpoints.find((endpoint) => endpoint.name === name);
}

/** What is allowed from one to the other, and what is not known, as text. */
export function between(network: Network, from: string, to: string): string {
  const { allowed, unknown } = connectionsBetween(network, party(network, from), party(network, to)).verdict;
  return unknown.length === 0 ? connectionsText(allowed) : `${connectionsText(allowed)}; unknown: ${connectionsText(unknown)}`;
}
