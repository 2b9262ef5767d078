// SPDX-License-Identifier: Apache-2.0
// A cluster as the engine is given it, whole or with parts that it does not get to see.
import type { Options, World } from '../../../src/engines/network/index.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { KubernetesObject } from '../../../src/model/object.ts';
import { workloadsOf } from '../../../src/model/workloads.ts';
import type { Random } from '../pss/random.ts';
import type { Cluster, Pod } from './world.ts';

/** What is left out; `undefined` leaves nothing out. */
export type Hiding = Random | undefined;

export interface Given {
  readonly world: World;
  readonly options: Options;
  readonly objects: readonly KubernetesObject[];
}

export function givenOf(cluster: Cluster, hiding: Hiding): Given {
  const kept = () => hiding === undefined || hiding.chance(0.7);
  const { namespaces, accounts, nodes, pods, tiers } = cluster;
  const objects = [
    ...[...namespaces]
      .filter(kept)
      .map(([name, labels]) => objectOf('v1', 'Namespace', { name, labels: { ...labels, 'kubernetes.io/metadata.name': name } }, {})),
    ...[...accounts].filter(kept).map(([key, labels]) => {
      const [namespace = '', name = ''] = key.split('/');
      return objectOf('v1', 'ServiceAccount', { namespace, name, labels }, {});
    }),
    ...nodes.filter(kept).map(({ name, labels, ip }) =>
      objectOf(
        'v1',
        'Node',
        { name, labels },
        {
          status: {
            addresses: [
              { type: 'InternalIP', address: ip },
              { type: 'Hostname', address: name },
            ],
          },
        },
      ),
    ),
    ...pods.map((pod) => podObject(pod, kept(), kept())),
    ...tiers.filter(kept).map((tier) => ofBody(tier)),
    ...[...cluster.kubernetes, ...cluster.admin, ...cluster.calico, ...cluster.sets, ...cluster.cilium].map((policy) => ofBody(policy)),
  ];
  const options: Options = kept()
    ? { plugin: cluster.plugin, blocksMatchPods: cluster.plugin !== 'cilium' }
    : kept()
      ? { plugin: cluster.plugin }
      : {};
  return { world: { objects, workloads: workloadsOf(objects) }, options, objects };
}

function podObject(
  { namespace, name, labels, account, ip, node, hostNetwork, ports }: Pod,
  knowsAddress: boolean,
  knowsNode: boolean,
): KubernetesObject {
  return objectOf(
    'v1',
    'Pod',
    { namespace, name, labels },
    {
      spec: {
        serviceAccountName: account,
        hostNetwork,
        ...(knowsNode ? { nodeName: node } : {}),
        containers: [{ name: 'main', image: 'main', ports: ports.map((port) => ({ ...port })) }],
      },
      status: knowsAddress ? { podIP: ip } : {},
    },
  );
}

type Metadata = { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> };

function ofBody(policy: {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly spec: object;
}): KubernetesObject {
  const spec: JsonObject = JSON.parse(JSON.stringify(policy.spec));
  return objectOf(policy.apiVersion, policy.kind, policy.metadata, { spec });
}

function objectOf(apiVersion: string, kind: string, { name, namespace = '', labels = {} }: Metadata, body: JsonObject): KubernetesObject {
  return {
    apiVersion,
    kind,
    namespace,
    name,
    labels,
    annotations: {},
    body: { apiVersion, kind, metadata: { name, ...(namespace === '' ? {} : { namespace }), labels }, ...body },
    origin: { kind: 'file', source: 'generated', start: 0, end: 0, pointer: '' },
  };
}
