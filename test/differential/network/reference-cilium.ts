// SPDX-License-Identifier: Apache-2.0
// Cilium's policies together with Kubernetes' own, asked about one packet.
import type { CiliumBlock, CiliumPort, CiliumRule, CiliumSpec, Selector } from './bodies.ts';
import { addressOf, hasNamedPort, inBlock, isHost, isPorted, labelsMatch, namespaceLabels, plainPod } from './matching.ts';
import type { Question, Tier } from './question.ts';
import { policyAllows, selectingPolicies } from './reference-kubernetes.ts';
import type { Cluster, Packet, Pod } from './world.ts';

export function ciliumTier(question: Question): Tier {
  return {
    order: 1_000_000,
    name: 'Cilium',
    say: () => {
      const { direction, own, cluster } = question;
      const specs = cluster.cilium
        .map(({ metadata, spec }) => ({ namespace: metadata.namespace, spec }))
        .filter(
          ({ namespace, spec }) =>
            (namespace === undefined || namespace === own.namespace) && matchesPod(spec.endpointSelector, own, undefined, cluster),
        );
      const matchesAny = (key: RuleKey) =>
        specs.some(({ namespace, spec }) => (spec[key] ?? []).some((rule) => matches(rule, namespace, question)));
      if (matchesAny(`${direction}Deny`)) return 'deny';
      const kubernetes = selectingPolicies(question);
      if (matchesAny(direction) || kubernetes.some((policy) => policyAllows(policy, question))) return 'allow';
      const denies = specs.some(({ spec }) => {
        const rules = [...(spec[direction] ?? []), ...(spec[`${direction}Deny`] ?? [])];
        return spec.enableDefaultDeny?.[direction] ?? rules.length > 0;
      });
      return denies || kubernetes.length > 0 ? 'deny' : undefined;
    },
  };
}

type RuleKey = Exclude<keyof CiliumSpec, 'endpointSelector' | 'enableDefaultDeny'>;

function matches(rule: CiliumRule, namespace: string | undefined, question: Question): boolean {
  const { direction, packet } = question;
  const isIngress = direction === 'ingress';
  const peers: Peers = {
    endpoints: isIngress ? rule.fromEndpoints : rule.toEndpoints,
    cidr: isIngress ? rule.fromCIDR : rule.toCIDR,
    cidrSet: isIngress ? rule.fromCIDRSet : rule.toCIDRSet,
    entities: isIngress ? rule.fromEntities : rule.toEntities,
  };
  const { toPorts = [], icmps = [] } = rule;
  const saysWho = Object.values(peers).some((value: unknown) => value !== undefined);
  if (!saysWho && toPorts.length + icmps.length === 0) return false;
  if (saysWho && !isPeer(peers, namespace, question)) return false;
  if (icmps.length > 0) return icmps.some(({ fields }) => fields.some(({ type }) => packet.protocol === 'ICMP' && packet.number === type));
  return toPorts.length === 0 || toPorts.some(({ ports }) => ports.some((port) => isPort(port, packet)));
}

interface Peers {
  readonly endpoints: readonly Selector[] | undefined;
  readonly cidr: readonly string[] | undefined;
  readonly cidrSet: readonly CiliumBlock[] | undefined;
  readonly entities: readonly string[] | undefined;
}

function isPeer(
  { endpoints = [], cidr = [], cidrSet = [], entities = [] }: Peers,
  namespace: string | undefined,
  { cluster, peer }: Question,
): boolean {
  const pod = plainPod(peer);
  const isOutside = pod === undefined && !isHost(peer);
  const address = addressOf(peer);
  if (pod !== undefined && endpoints.some((selector) => matchesPod(selector, pod, namespace, cluster))) return true;
  const inSet = ({ cidr: block, except = [] }: CiliumBlock) => inBlock(address, block) && !except.some((hole) => inBlock(address, hole));
  if (isOutside && (cidr.some((block) => inBlock(address, block)) || cidrSet.some(inSet))) return true;
  if (entities.includes('all') || (entities.includes('host') && entities.includes('remote-node') && isHost(peer))) return true;
  if (!isOutside) return entities.includes('cluster');
  return entities.includes('world') || (entities.includes('world-ipv4') && !address.includes(':'));
}

function matchesPod(selector: Selector, pod: Pod, namespace: string | undefined, cluster: Cluster): boolean {
  const labels: Record<string, string> = { ...pod.labels };
  labels['k8s:io.kubernetes.pod.namespace'] = pod.namespace;
  labels['io.cilium.k8s.policy.serviceaccount'] = pod.account;
  for (const [key, value] of Object.entries(namespaceLabels(cluster, pod.namespace)))
    labels[`io.cilium.k8s.namespace.labels.${key}`] = value;
  for (const [key, value] of Object.entries(pod.labels)) labels[`k8s:${key}`] = value;
  const namesOthers =
    JSON.stringify(selector).includes('k8s:io.kubernetes.pod.namespace') || JSON.stringify(selector).includes('namespace.labels.');
  return labelsMatch(selector, labels) && (namespace === undefined || namesOthers || pod.namespace === namespace);
}

function isPort(port: CiliumPort, packet: Packet): boolean {
  const protocol = port.protocol ?? 'ANY';
  if (!isPorted(packet) || (protocol !== 'ANY' && protocol !== packet.protocol)) return false;
  if (port.port === '0') return true;
  const first = Number(port.port);
  return Number.isNaN(first) ? hasNamedPort(packet, port.port) : first <= packet.number && packet.number <= (port.endPort ?? first);
}
