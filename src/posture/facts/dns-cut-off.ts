// SPDX-License-Identifier: Apache-2.0
// Which policies of Calico, Cilium and the policy API take DNS away from which workloads. Kubernetes' own tell it where they stand.
import { type Connection, explain, type Network, type Reason, subjectionOf } from '../../engines/network/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import { field, isObject, type Json, type JsonObject, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { compileSelector, selects } from '../../model/selector.ts';
import type { Workload } from '../../model/workload.ts';
import { isCutOffFromDns } from './dns-reach.ts';
import { flowRules, isCalico, isKubernetesPolicy, listField } from './flow-rules.ts';
import { podsIn } from './network-policies.ts';
import { perInventory } from './per-inventory.ts';
import { dnsServers, endpointsOf, networkOf } from './reachability.ts';

export interface DnsCutOff {
  /** The rule that denies, or the policy's field by which it isolates. */
  readonly pointer: Pointer;
  readonly workloads: readonly Workload[];
}

/** The workloads that a policy keeps from DNS. */
export function dnsCutOffBy(inventory: Inventory, policy: KubernetesObject): DnsCutOff | undefined {
  return cutOffs(inventory).get(policy);
}

const cutOffs = perInventory((inventory): ReadonlyMap<KubernetesObject, DnsCutOff> => {
  const network = networkOf(inventory);
  const found = new Map<KubernetesObject, { readonly pointer: Pointer; readonly workloads: Workload[] }>();
  if (network.policies.every(({ policy }) => isKubernetesPolicy(policy.object))) return found;
  const deciding = decidingFor(network);
  const namespaces = new Set(inventory.workloads.map(({ object }) => object.namespace));
  for (const workload of [...namespaces].flatMap((namespace) => podsIn(inventory, namespace))) {
    const pod = endpointsOf(inventory, workload).find((endpoint) => endpoint.kind === 'pod' && isCutOffFromDns(network, endpoint));
    const place = pod === undefined ? undefined : placeOf(deciding(pod));
    if (place === undefined) continue;
    const known = found.get(place.policy);
    if (known === undefined) found.set(place.policy, { pointer: place.pointer, workloads: [workload] });
    else known.workloads.push(workload);
  }
  return found;
});

/** What decides about a question of a pod to a server of the cluster, asked once for all that are subject to the same. */
function decidingFor(network: Network): (pod: Parameters<typeof subjectionOf>[1]) => Reason | undefined {
  const known = new Map<number, Reason | undefined>();
  const server = network.endpoints.find(({ namespace, labels }) =>
    dnsServers.some((dns) => {
      const selector = compileSelector({ matchLabels: dns.labels });
      return dns.namespace === namespace && !('invalid' in selector) && selects(selector, labels);
    }),
  );
  const question: Connection = { protocol: 'UDP', port: 53 };
  return (pod) => {
    const subjection = subjectionOf(network, pod, 'egress');
    if (server !== undefined && !known.has(subjection)) known.set(subjection, explain(network, pod, server, question).egress.reasons[0]);
    return known.get(subjection);
  };
}

/** The policy to tell: none where it is one of Kubernetes' own, or where nothing shows that its pods need names. */
function placeOf(reason: Reason | undefined): { readonly policy: KubernetesObject; readonly pointer: Pointer } | undefined {
  if (reason?.kind === 'rule') {
    const { policy, pointer } = reason;
    return isKubernetesPolicy(policy) || !needsNames(policy) ? undefined : { policy, pointer };
  }
  if (reason?.kind !== 'isolated' || reason.policies.some(isKubernetesPolicy) || !reason.policies.some(needsNames)) return undefined;
  const policy = reason.policies.find(needsNames);
  return policy === undefined ? undefined : { policy, pointer: isCalico(policy) ? '/spec/types' : '/spec/egress' };
}

/** Nothing at all for some pods is on purpose, and addresses need no names: others, and what is for all pods, do. */
function needsNames(policy: KubernetesObject): boolean {
  if (isCalico(policy))
    return (
      isForAll(field(policy.body, 'spec')) ||
      flowRules(policy).some(({ direction, allows, blocks }) => direction === 'egress' && allows && blocks.length === 0)
    );
  return specsOf(policy.body).some((spec) => isForAll(spec) || listField(spec, 'egress').some(namesPods));
}

function specsOf(body: JsonObject): readonly Json[] {
  const spec = field(body, 'spec');
  return [...(spec === undefined ? [] : [spec]), ...listField(body, 'specs')];
}

const peersByName = ['toEndpoints', 'toFQDNs', 'toServices'];

/** A rule of Cilium or of the policy API that lets pods, Services or names be reached. */
function namesPods(rule: Json): boolean {
  if (peersByName.some((key) => listField(rule, key).length > 0)) return true;
  const action = stringField(rule, 'action');
  return (
    (action === 'Allow' || action === 'Accept') &&
    listField(rule, 'to').some((peer) => ['pods', 'namespaces', 'domainNames'].some((key) => field(peer, key) !== undefined))
  );
}

/** Whether a policy selects every pod, of its namespace or of the cluster. */
function isForAll(spec: Json | undefined): boolean {
  const subject = field(spec, 'subject');
  if (subject !== undefined) return isEmpty(field(subject, 'namespaces'));
  if (field(spec, 'endpointSelector') !== undefined) return isEmpty(field(spec, 'endpointSelector'));
  return ['selector', 'namespaceSelector'].every((key) => ['', 'all()'].includes((stringField(spec, key) ?? '').trim()));
}

function isEmpty(selector: Json | undefined): boolean {
  return isObject(selector) && Object.keys(selector).length === 0;
}
