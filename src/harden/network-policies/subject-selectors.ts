// SPDX-License-Identifier: Apache-2.0
// The subject of a question in the words of a NetworkPolicy: what selects it, and what names it as a peer.
import { addressText, type Endpoint, namespaceOf, type Network } from '../../engines/network/index.ts';
import { internalBlocks } from '../../model/cidr.ts';
import { field, isObject, type JsonObject } from '../../model/json.ts';
import { displayName } from '../../model/object.ts';
import type { Subject } from '../../proof/reach/subject.ts';
import { podSelectors } from './pod-selectors.ts';

/** Why it cannot be said. */
export interface Unsayable {
  readonly why: string;
}

export interface Selected {
  readonly namespace: string;
  readonly podSelector: JsonObject;
}

/** How a policy selects a whole subject; undefined where it has to be by its workloads. */
export function selectorsOf(network: Network, { meant, endpoints }: Subject): (Selected | Unsayable)[] | undefined {
  switch (meant.kind) {
    case 'namespace':
      return [{ namespace: meant.namespace, podSelector: {} }];
    case 'labels':
      return [...new Set(endpoints.map(({ namespace }) => namespace))].map((namespace) => ({ namespace, podSelector: meant.selector }));
    case 'service':
      return [{ namespace: namespaceOf(meant.service), podSelector: { matchLabels: selectorOf(meant.service.body) } }];
    default:
      return selectorsOfWorkloads(network, endpoints);
  }
}

function selectorOf(service: JsonObject): JsonObject {
  const selector = field(field(service, 'spec'), 'selector');
  return isObject(selector) ? selector : {};
}

export function selectorsOfWorkloads({ world }: Network, members: Iterable<Endpoint>): (Selected | Unsayable)[] {
  const select = podSelectors(world.workloads);
  const workloads = new Set([...members].flatMap(({ workload }) => workload ?? []));
  return [...workloads].map((workload) => {
    const found = select(workload);
    if (found === undefined) return { why: `${displayName(workload.object)} has no labels that last, so no policy can select it` };
    return { namespace: found.namespace, podSelector: { matchLabels: { ...found.labels } } };
  });
}

export function peersOf(network: Network, subject: Subject, own: string): { readonly peers: readonly JsonObject[] } | Unsayable {
  const { meant, endpoints } = subject;
  if (meant.kind === 'block') return { peers: [{ ipBlock: { cidr: meant.cidr } }] };
  if (meant.kind === 'internet')
    return { peers: [{ ipBlock: { cidr: '0.0.0.0/0', except: internalBlocks.filter((block) => !block.includes(':')) } }] };
  if (meant.kind === 'namespace') return { peers: [{ namespaceSelector: namespaceLabel(meant.namespace) }] };
  if (meant.kind === 'labels' && meant.namespace === undefined) return { peers: [{ namespaceSelector: {}, podSelector: meant.selector }] };
  const hosts = endpoints.filter(({ kind }) => kind !== 'pod');
  if (hosts.length > 0) {
    const addresses = new Set(hosts.flatMap((host) => host.addresses));
    if (addresses.size === 0)
      return {
        why: `${hosts[0] === undefined ? '' : displayName(hosts[0].object)} is of its node's network, and the addresses of nodes are not in the input`,
      };
    return { peers: [...addresses].map(addressText).map((text) => ({ ipBlock: { cidr: `${text}/${text.includes(':') ? 128 : 32}` } })) };
  }
  const peers: JsonObject[] = [];
  for (const one of selectorsOf(network, subject) ?? []) {
    if ('why' in one) return one;
    peers.push({ ...(one.namespace === own ? {} : { namespaceSelector: namespaceLabel(one.namespace) }), podSelector: one.podSelector });
  }
  return { peers };
}

/** The label that the API server sets itself. */
function namespaceLabel(namespace: string): JsonObject {
  return { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
}
