// SPDX-License-Identifier: Apache-2.0
// Calico's tiers, with Kubernetes' policies at order 1000 of the default one, asked about one packet.
import type { CalicoEntity, CalicoPolicy, CalicoRule, KubernetesPolicy } from './bodies.ts';
import { addressOf, calicoMatch, hasNamedPort, inBlock, namespaceLabels, plainPod } from './matching.ts';
import type { Question, Tier, Word } from './question.ts';
import { policyAllows, selectingPolicies } from './reference-kubernetes.ts';
import type { Labels } from '../../../src/model/selector.ts';
import type { Cluster, Packet, Pod, Sender } from './world.ts';

export function calicoTiers(question: Question): Tier[] {
  const { tiers } = question.cluster;
  const named = (name: string) => tiers.find((tier) => tier.metadata.name === name);
  return [...new Set(['default', ...tiers.map((tier) => tier.metadata.name)])].map((name) => ({
    name,
    order: named(name)?.spec.order ?? (name === 'default' ? 1_000_000 : Number.POSITIVE_INFINITY),
    say: () => sayIn(name, named(name)?.spec.defaultAction === 'Pass', question),
  }));
}

function sayIn(tier: string, passesOn: boolean, question: Question): Word {
  const { cluster, direction, own } = question;
  const calico = cluster.calico.filter(
    (policy) => (policy.spec.tier ?? 'default') === tier && typesOf(policy).includes(direction) && selectsPod(policy, own, cluster),
  );
  const kubernetes = tier === 'default' ? selectingPolicies(question) : [];
  if (calico.length + kubernetes.length === 0) return undefined;
  const order = (policy: CalicoPolicy | KubernetesPolicy) =>
    policy.apiVersion === 'networking.k8s.io/v1' ? 1000 : (policy.spec.order ?? Number.POSITIVE_INFINITY);
  const rank = (policy: CalicoPolicy | KubernetesPolicy) =>
    policy.apiVersion === 'networking.k8s.io/v1' ? `knp.default.${policy.metadata.name}` : `${tier}.${policy.metadata.name}`;
  const sorted = [...calico, ...kubernetes].toSorted((a, b) =>
    order(a) === order(b) ? (rank(a) < rank(b) ? -1 : 1) : order(a) - order(b),
  );
  for (const policy of sorted) {
    const word =
      policy.apiVersion === 'networking.k8s.io/v1' ? (policyAllows(policy, question) ? 'allow' : undefined) : firstRule(policy, question);
    if (word !== undefined) return word;
  }
  // A tier that passes on still refuses what Kubernetes' own policies isolate: they know no other end.
  return passesOn && kubernetes.length === 0 ? 'pass' : 'deny';
}

function typesOf(policy: CalicoPolicy): string[] {
  const { types, ingress = [], egress = [] } = policy.spec;
  if (types !== undefined) return types.map((type) => type.toLowerCase());
  if (egress.length === 0) return ['ingress'];
  return ingress.length > 0 ? ['ingress', 'egress'] : ['egress'];
}

function selectsPod(policy: CalicoPolicy, pod: Pod, cluster: Cluster): boolean {
  const { selector = '', namespaceSelector = '', serviceAccountSelector = '' } = policy.spec;
  if (policy.kind === 'NetworkPolicy' && policy.metadata.namespace !== pod.namespace) return false;
  return (
    calicoMatch(selector, endpointLabels(pod, cluster)) &&
    (namespaceSelector === '' || calicoMatch(namespaceSelector, ownNamespace(pod, cluster))) &&
    (serviceAccountSelector === '' || calicoMatch(serviceAccountSelector, ownAccount(pod, cluster)))
  );
}

function ownNamespace(pod: Pod, cluster: Cluster) {
  return { ...namespaceLabels(cluster, pod.namespace), 'projectcalico.org/name': pod.namespace };
}

function ownAccount(pod: Pod, cluster: Cluster) {
  return { ...cluster.accounts.get(`${pod.namespace}/${pod.account}`), 'projectcalico.org/name': pod.account };
}

function endpointLabels(pod: Pod, cluster: Cluster) {
  const prefixed = (prefix: string, labels: object) =>
    Object.fromEntries(Object.entries(labels).map(([key, value]) => [`${prefix}${key}`, value]));
  return {
    ...pod.labels,
    ...prefixed('pcns.', ownNamespace(pod, cluster)),
    ...prefixed('pcsa.', ownAccount(pod, cluster)),
    'projectcalico.org/namespace': pod.namespace,
    'projectcalico.org/serviceaccount': pod.account,
    'projectcalico.org/orchestrator': 'k8s',
  };
}

function firstRule(policy: CalicoPolicy, question: Question): Word {
  const { packet, cluster, direction } = question;
  const namespace = policy.kind === 'NetworkPolicy' ? policy.metadata.namespace : undefined;
  for (const rule of policy.spec[direction] ?? []) {
    if (rule.action === 'Log' || !isProtocol(rule, packet)) continue;
    if (rule.ipVersion !== undefined && [packet.from, packet.to].some((who) => addressOf(who).includes(':')) !== (rule.ipVersion === 6))
      continue;
    if (!isEntity(rule.source ?? {}, packet.from, namespace, cluster)) continue;
    if (!isEntity(rule.destination ?? {}, packet.to, namespace, cluster)) continue;
    const { ports = [], notPorts = [] } = rule.destination ?? {};
    if (ports.length > 0 && !ports.some((port) => isPort(port, packet))) continue;
    if (notPorts.some((port) => isPort(port, packet))) continue;
    return rule.action === 'Allow' ? 'allow' : rule.action === 'Deny' ? 'deny' : 'pass';
  }
  return undefined;
}

function isProtocol(rule: CalicoRule, packet: Packet): boolean {
  const is = (protocol: string | number) =>
    typeof protocol === 'number' ? packet.protocol === 'other' && packet.number === protocol : protocol === packet.protocol;
  if (rule.protocol !== undefined && !is(rule.protocol)) return false;
  if (rule.notProtocol !== undefined && is(rule.notProtocol)) return false;
  if (rule.icmp !== undefined && !(packet.protocol === 'ICMP' && rule.icmp.type === packet.number && (rule.icmp.code ?? 0) === 0))
    return false;
  return !(
    rule.notICMP !== undefined &&
    packet.protocol === 'ICMP' &&
    rule.notICMP.type === packet.number &&
    (rule.notICMP.code ?? 0) === 0
  );
}

function isPort(port: number | string, packet: Packet): boolean {
  if (typeof port === 'string' && !port.includes(':')) return hasNamedPort(packet, port);
  const [first, last = first] = `${port}`.split(':').map(Number);
  return first !== undefined && last !== undefined && first <= packet.number && packet.number <= last;
}

function isEntity(entity: CalicoEntity, who: Sender, namespace: string | undefined, cluster: Cluster): boolean {
  const address = addressOf(who);
  if (entity.nets && !entity.nets.some((block) => inBlock(address, block))) return false;
  if (entity.notNets?.some((block) => inBlock(address, block)) === true) return false;
  const { selector, notSelector, namespaceSelector, serviceAccounts } = entity;
  if (selector || namespaceSelector || (namespace !== undefined && (notSelector || serviceAccounts))) {
    const isIn = (labels: Labels, own: string | undefined, isSet: boolean) =>
      inScope(namespaceSelector, namespace, own, cluster) && matchesText(selector ?? '', labels, isSet);
    if (!(podIs(who, cluster, isIn) || setHolds(address, cluster, isIn))) return false;
  }
  if (notSelector) {
    const isNot = (labels: Labels, _: string | undefined, isSet: boolean) => matchesText(notSelector, labels, isSet);
    if (podIs(who, cluster, isNot) || setHolds(address, cluster, isNot)) return false;
  }
  if (!serviceAccounts) return true;
  const pod = plainPod(who);
  return (
    pod !== undefined &&
    (!serviceAccounts.names || serviceAccounts.names.includes(pod.account)) &&
    (!serviceAccounts.selector || calicoMatch(serviceAccounts.selector, ownAccount(pod, cluster)))
  );
}

type Asked = (labels: Labels, namespace: string | undefined, isSet: boolean) => boolean;

function podIs(who: Sender, cluster: Cluster, asked: Asked): boolean {
  const pod = plainPod(who);
  return pod !== undefined && asked(endpointLabels(pod, cluster), pod.namespace, false);
}

function setHolds(address: string, cluster: Cluster, asked: Asked): boolean {
  return cluster.sets.some((object) => {
    const namespace = object.kind === 'NetworkSet' ? object.metadata.namespace : undefined;
    const labels = { ...object.metadata.labels, ...(namespace === undefined ? {} : { 'projectcalico.org/namespace': namespace }) };
    return asked(labels, namespace, true) && object.spec.nets.some((block) => inBlock(address, block));
  });
}

function inScope(namespaceSelector: string | undefined, ofPolicy: string | undefined, own: string | undefined, cluster: Cluster): boolean {
  if (namespaceSelector === undefined) return ofPolicy === undefined || own === ofPolicy;
  if (namespaceSelector === 'global()') return own === undefined;
  return own !== undefined && calicoMatch(namespaceSelector, { ...namespaceLabels(cluster, own), 'projectcalico.org/name': own });
}

function matchesText(text: string, labels: Labels, isSet: boolean): boolean {
  return text === 'global()' ? isSet && labels['projectcalico.org/namespace'] === undefined : calicoMatch(text, labels);
}
