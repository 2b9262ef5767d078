// SPDX-License-Identifier: Apache-2.0
// What the cases of Kubernetes' end-to-end tests and of cyclonus have in common: namespaces, pods and policies as plain values.
import { compile, contains, type Endpoint, type Network, type Protocol, type Verdict } from '../src/engines/network/index.ts';
import { type JsonObject, stringMap } from '../src/model/json.ts';
import type { KubernetesObject } from '../src/model/object.ts';
import { workloadsOf } from '../src/model/workloads.ts';

export interface ClusterCase {
  readonly namespaces: readonly { readonly name: string; readonly labels: Readonly<Record<string, string>> }[];
  readonly pods: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly ip: string;
    readonly ports: readonly JsonObject[];
  }[];
  readonly policies: readonly PolicyBody[] | null;
}

export type PolicyBody = JsonObject & { readonly metadata: { readonly name: string; readonly namespace?: string } };

/** Both suites probe pods by their addresses, which blocks match. */
export function networkOf({ namespaces, pods, policies }: ClusterCase): Network {
  const objects = [
    ...namespaces.map(({ name, labels }) => objectOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })),
    ...pods.map(({ namespace, name, labels, ip, ports }) =>
      objectOf({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { namespace, name, labels },
        spec: { containers: [{ name: 'probe', image: 'probe', ports }] },
        status: { podIP: ip },
      }),
    ),
    ...(policies ?? []).map((policy) => objectOf({ ...policy, apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' })),
  ];
  return compile({ objects, workloads: workloadsOf(objects) }, { blocksMatchPods: true });
}

function objectOf(
  body: JsonObject & { readonly kind: string; readonly apiVersion: string; readonly metadata: Metadata },
): KubernetesObject {
  const { kind, apiVersion, metadata } = body;
  return {
    apiVersion,
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    labels: stringMap(metadata.labels),
    annotations: {},
    body,
    origin: { kind: 'file', source: 'case', start: 0, end: 0, pointer: '' },
  };
}

interface Metadata extends JsonObject {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** `x/a` names the pod a in the namespace x. */
export function podsByName({ endpoints }: Network): ReadonlyMap<string, Endpoint> {
  return new Map(endpoints.map((endpoint) => [`${endpoint.namespace}/${endpoint.name}`, endpoint]));
}

/** Whether one connection is allowed; undefined where that is not known. */
export function isAllowed({ allowed, denied }: Verdict, protocol: Protocol, port: number): boolean | undefined {
  if (contains(allowed, protocol, port)) return true;
  return contains(denied, protocol, port) ? false : undefined;
}
