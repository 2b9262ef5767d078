// SPDX-License-Identifier: Apache-2.0
// The pods behind Services, as the network knows them.
import {
  type Connections,
  connectionsOf,
  type Endpoint,
  intersect,
  isPortProtocol,
  isService,
  mayReach,
  namespaceOf,
  type Network,
  none,
  type Other,
  policiesSelecting,
  type RulePlace,
  rulesAbout,
  selectedBy,
  type ServicePort,
  servicePorts,
  targetOf,
  unionOf,
} from '../../engines/network/index.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { placedContainers } from '../../model/pod.ts';
import { flowRules, isKubernetesPolicy } from './flow-rules.ts';
import { perInventory } from './per-inventory.ts';
import { networkOf, podPeer } from './reachability.ts';

/** Endpoints that are pods of the inventory, by namespace. */
const podsByNamespace = perInventory((inventory) =>
  Map.groupBy(
    networkOf(inventory).endpoints.filter(({ workload, kind }) => workload !== undefined && kind === 'pod'),
    ({ namespace }) => namespace,
  ),
);

/** The pods of the inventory that a Service selects; those of the host network are beyond policies. */
export function backendsOf(inventory: Inventory, service: KubernetesObject): readonly Endpoint[] {
  return selectedBy(service, podsByNamespace(inventory).get(namespaceOf(service)) ?? []);
}

/** What a port of a Service is on its pods; those that do not have it are left out. */
export function targetsOf(
  port: ServicePort,
  pods: readonly Endpoint[],
): readonly { readonly pod: Endpoint; readonly connections: Connections }[] {
  return pods.flatMap((pod) => {
    const connections = targetOf(port, pod);
    return connections === undefined ? [] : [{ pod, connections }];
  });
}

/**
 * Whether the policies of a pod surely keep everybody who is accepted from sending it any of this. A cluster shows who there is; files
 * may leave out whom a rule means, so there only what is told by blocks, or by pods of namespaces that are named, is known.
 */
export function isClosed(
  inventory: Inventory,
  pod: Endpoint,
  connections: Connections,
  accepts: (other: Other) => boolean = () => true,
): boolean {
  const network = networkOf(inventory);
  if (mayReach(network, pod, 'ingress', connections, accepts) !== undefined) return false;
  return (
    inventory.cluster !== undefined || rulesAbout(network, pod, 'ingress', connections).every((rule) => areToldByName(inventory, rule))
  );
}

function areToldByName(inventory: Inventory, { policy, pointer }: RulePlace): boolean {
  const rule = isKubernetesPolicy(policy) ? flowRules(policy).find((one) => one.pointer === pointer) : undefined;
  if (rule === undefined) return false;
  return rule.peers.every(({ peer }) => field(peer, 'ipBlock') !== undefined || podPeer(inventory, peer, policy.namespace) !== undefined);
}

/** The policies that select a pod for ingress, as they are told to people. */
export function guardsText(network: Network, pod: Endpoint): string {
  const [first, ...others] = policiesSelecting(network, pod, 'ingress').policies;
  if (first === undefined) return 'the policies';
  return `${first.kind} ${first.name}${others.length === 0 ? '' : ` and ${others.length} more`}`;
}

/** What the Services of each pod lead to. */
const served = perInventory((inventory): ReadonlyMap<Endpoint, Connections> => {
  const found = new Map<Endpoint, Connections>();
  for (const service of objectsOfKind(inventory, 'Service', '').filter(isService)) {
    const ports = servicePorts(service);
    for (const pod of backendsOf(inventory, service))
      found.set(pod, unionOf([found.get(pod) ?? [], ...ports.map((port) => targetOf(port, pod) ?? none)]));
  }
  return found;
});

/** The ports that a pod's containers declare and no Service leads to; none of a pod that no Service selects. */
export function unservedPorts(
  inventory: Inventory,
  pod: Endpoint,
): readonly { readonly text: string; readonly connections: Connections }[] {
  const offered = served(inventory).get(pod);
  if (offered === undefined || pod.workload === undefined) return [];
  return placedContainers(pod.workload.spec).flatMap(({ type, container }) =>
    type !== 'containers'
      ? []
      : (container.ports ?? []).flatMap(({ name, containerPort, protocol = 'TCP' }) => {
          if (containerPort === undefined || !isPortProtocol(protocol)) return [];
          const connections = connectionsOf(protocol, Number(containerPort), Number(containerPort));
          if (intersect(connections, offered).length > 0) return [];
          return { text: `${protocol} ${containerPort}${name === undefined ? '' : ` (${name})`}`, connections };
        }),
  );
}
