// SPDX-License-Identifier: Apache-2.0
// Who sends and receives: pods, pods of the host network, nodes. A workload without live pods stands for its pods.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import { groupOf, type KubernetesObject } from '../../model/object.ts';
import { placedContainers, type PodMetadata, type PodSpec } from '../../model/pod.ts';
import { decodePodTemplate } from '../../model/pod-decode.ts';
import { type Pointer, valueAt } from '../../model/pointer.ts';
import type { Labels } from '../../model/selector.ts';
import type { Workload } from '../../model/workload.ts';
import { type Address, addressOf } from './addresses.ts';
import { isPortProtocol, type PortProtocol } from './connections.ts';
import { type MeantPod, namespaceOf, type Options, type World } from './world.ts';

export interface NamedPort {
  readonly name: string;
  readonly protocol: PortProtocol;
  readonly port: number;
}

export interface Endpoint {
  /** Its place among the endpoints of its network. */
  readonly item: number;
  /** A `host` is a pod of the host network, which policies take for its node. */
  readonly kind: 'pod' | 'host' | 'node';
  /** The Pod, the object with the template, or the Node; who means it, of a pod that is not in the input. */
  readonly object: KubernetesObject;
  /** Absent for nodes and for pods that are not in the input. */
  readonly workload?: Workload;
  /** A pod that is not in the input: a name may be any of its ports. */
  readonly meant?: MeantPod;
  /** '' for nodes. */
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  /** Labels whose values are not known here: a controller sets them on each pod. `all`: it may have any besides its own. */
  readonly openLabels: ReadonlySet<string> | 'all';
  readonly serviceAccount: string;
  readonly ports: readonly NamedPort[];
  /** Ports that are the node's as well, and where in the object. */
  readonly hostPorts: readonly { readonly protocol: PortProtocol; readonly port: number; readonly pointer: Pointer }[];
  /** Empty where none is known. */
  readonly addresses: readonly Address[];
  readonly node: string | undefined;
  /** One pod, or one node; else any number of pods that are alike. */
  readonly single: boolean;
}

/** What the controllers of a kind add to the labels of their pods. */
const controllerLabels: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['pod-template-hash'],
  ReplicaSet: [],
  StatefulSet: ['controller-revision-hash', 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index'],
  DaemonSet: ['controller-revision-hash', 'pod-template-generation'],
  Job: [
    'controller-uid',
    'job-name',
    'batch.kubernetes.io/controller-uid',
    'batch.kubernetes.io/job-name',
    'batch.kubernetes.io/job-completion-index',
  ],
};
const noLabels: ReadonlySet<string> = new Set();
const openLabelsOf = new Map(
  Object.entries({ ...controllerLabels, CronJob: controllerLabels['Job'] ?? [] }).map(([kind, keys]) => [kind, new Set(keys)]),
);

type Unplaced = Omit<Endpoint, 'item'>;

export function endpointsOf(world: World, options: Options): Endpoint[] {
  const nodes = world.objects.filter(({ kind, apiVersion }) => kind === 'Node' && apiVersion === 'v1').map(nodeEndpoint);
  const all = [...world.workloads.flatMap((workload) => podsOf(workload, options)), ...nodes, ...(world.meant ?? []).map(meantEndpoint)];
  return all.map((endpoint, item) => ({ ...endpoint, item }));
}

function podsOf(workload: Workload, options: Options): Unplaced[] {
  if (workload.object.kind === 'PodTemplate') return [];
  const live = workload.pods.filter((pod) => !isFinished(pod));
  if (live.length === 0) return [endpointOf(workload, workload.object, workload, options)];
  return live.map((pod) => endpointOf(workload, pod, decodePodTemplate(pod.body, ''), options));
}

function isFinished({ body }: KubernetesObject): boolean {
  return ['Succeeded', 'Failed'].includes(stringField(field(body, 'status'), 'phase') ?? '');
}

function endpointOf(
  workload: Workload,
  object: KubernetesObject,
  { metadata, spec }: { readonly metadata: PodMetadata; readonly spec: PodSpec },
  { hostNetworkPods }: Options,
): Unplaced {
  const isPod = object.kind === 'Pod';
  const declared = declaredPorts(spec);
  return {
    kind: spec.hostNetwork === true && hostNetworkPods !== 'pods' ? 'host' : 'pod',
    object,
    workload,
    namespace: namespaceOf(object),
    name: object.name,
    labels: metadata.labels,
    openLabels: isPod ? noLabels : (openLabelsOf.get(object.kind) ?? noLabels),
    serviceAccount: spec.serviceAccountName ?? spec.serviceAccount ?? 'default',
    ports: declared.flatMap(({ name, protocol, port }) => (name === undefined ? [] : { name, protocol, port })),
    hostPorts: declared.flatMap(({ protocol, port, hostPort, path }) =>
      hostPort === undefined || hostPort === 0
        ? []
        : { protocol, port, pointer: `${isPod ? '' : workload.templatePath}/spec${path}/hostPort` },
    ),
    addresses: isPod ? podAddresses(object.body) : [],
    node: spec.nodeName,
    single: isPod,
  };
}

function declaredPorts(spec: PodSpec) {
  return placedContainers(spec)
    .filter(({ type, container }) => type === 'containers' || (type === 'initContainers' && container.restartPolicy === 'Always'))
    .flatMap(({ container, path }) =>
      (container.ports ?? []).flatMap(({ name, containerPort, hostPort, protocol = 'TCP' }, index) =>
        containerPort === undefined || !isPortProtocol(protocol)
          ? []
          : { name, protocol, port: Number(containerPort), hostPort, path: `${path}/ports/${index}` },
      ),
    );
}

function meantEndpoint(meant: MeantPod): Unplaced {
  const { object, namespace, labels, open } = meant;
  return {
    kind: 'pod',
    object,
    meant,
    namespace,
    name: '',
    labels,
    openLabels: open ? 'all' : noLabels,
    serviceAccount: '',
    ports: [],
    hostPorts: [],
    addresses: [],
    node: undefined,
    single: false,
  };
}

function podAddresses(body: Json): Address[] {
  const status = field(body, 'status');
  const all = listOf(field(status, 'podIPs')).map((entry) => stringField(entry, 'ip'));
  return addresses(all.length > 0 ? all : [stringField(status, 'podIP')]);
}

function nodeEndpoint(object: KubernetesObject): Unplaced {
  const entries = listOf(valueAt(object.body, '/status/addresses')).filter((entry) => stringField(entry, 'type') !== 'Hostname');
  return {
    kind: 'node',
    object,
    namespace: '',
    name: object.name,
    labels: object.labels,
    openLabels: noLabels,
    serviceAccount: '',
    ports: [],
    hostPorts: [],
    addresses: addresses(entries.map((entry) => stringField(entry, 'address'))),
    node: object.name,
    single: true,
  };
}

function addresses(texts: readonly (string | undefined)[]): Address[] {
  return texts.flatMap((text) => {
    const address = text === undefined ? undefined : addressOf(text);
    return address === undefined ? [] : address;
  });
}

export function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

export function isOfGroup({ apiVersion }: KubernetesObject, ...groups: readonly string[]): boolean {
  return groups.includes(groupOf(apiVersion));
}
