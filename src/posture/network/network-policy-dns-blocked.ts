// SPDX-License-Identifier: Apache-2.0
// Reads the egress of NetworkPolicies. Where a policy denies egress to all pods of its namespace, or lets some of them reach
// only pods and namespaces, they must be allowed to reach a DNS server: by it or by another policy that selects the same pods, which
// may be one of Calico's that comes before those of Kubernetes.
import { field, type JsonObject, stringField } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import type { Labels, Selector } from '../../model/selector.ts';
import type { Workload } from '../../model/workload.ts';
import { type CheckContext, defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { calicoPolicies, calicoPoliciesSelecting } from '../facts/calico-policies.ts';
import { admitsDns, admitsDnsServer, flowRules, isolates } from '../facts/flow-rules.ts';
import { perInventory } from '../facts/per-inventory.ts';
import {
  exemplar,
  namespaceLabels,
  type NetworkPolicy,
  networkPolicy,
  podsSelected,
  policiesSelecting,
} from '../facts/network-policies.ts';
import { likelySafe } from '../facts/remedy-class.ts';

const dnsRule: JsonObject = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

export const networkPolicyDnsBlocked = defineCheck({
  id: 'network-policy-dns-blocked',
  title: 'Policy takes name resolution away from pods',
  why: 'A pod that cannot resolve names reaches no Service. Such policies are removed in a hurry when everything stands still, and the protection with them.',
  remedy: 'Allow UDP and TCP 53 to the cluster’s DNS for every pod whose egress is denied; with NodeLocal DNSCache to its address too.',
  severity: 'high',
  layer: 'network',
  threats: ['network-attack'],
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic',
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
  ],
  aliases: [],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  applicable: (object) => isolates(object, 'egress'),
  evaluate: (object, context) => {
    const policy = networkPolicy(object);
    const egress = policy.rules.filter(({ direction }) => direction === 'egress');
    const { podSelector } = policy;
    if (podSelector === undefined) return [];
    // Nothing at all for some pods is on purpose; addresses need no names.
    const needsNames =
      egress.length === 0
        ? podSelector.length === 0
        : egress.every(({ peers }) => peers.some(({ peer }) => field(peer, 'ipBlock') === undefined));
    const blocked = needsNames ? blockedBy(podSelector, object.namespace, context) : [];
    if (blocked.length === 0) return [];
    return [
      {
        kind: 'fault',
        path: '/spec/policyTypes',
        reason: 'egress is denied and no policy allows DNS',
        detail: `${namesOf(blocked, podSelector)} may not send to UDP and TCP 53, and no other policy allows it`,
        remedy: likelySafe(
          patchRemedy(
            [setOperation(object.body, egress.length === 0 ? '/spec/egress' : '/spec/egress/-', egress.length === 0 ? [dnsRule] : dnsRule)],
            'The rule names the DNS pods of kubeadm, k3s and most managed clusters; NodeLocal DNSCache and OpenShift need their own.',
          ),
        ),
      },
    ];
  },
});

/** The workloads selected that no policy lets ask a DNS server; where none is known that is selected, the pod that is meant. */
function blockedBy(podSelector: Selector, namespace: string, { inventory }: CheckContext): readonly (Workload | 'meant')[] {
  const ofNamespace = namespaceLabels(inventory, namespace);
  const isBlocked = (labels: Labels) =>
    !policiesSelecting(inventory, namespace, labels).some(allowsDns) &&
    calicoPoliciesSelecting(earlierDns(inventory), { labels, namespace, namespaceLabels: ofNamespace }).length === 0;
  const pods = podsSelected(inventory, namespace, podSelector);
  if (pods.length === 0) return isBlocked(exemplar(podSelector)) ? ['meant'] : [];
  return pods.filter(({ metadata }) => isBlocked(metadata.labels));
}

/** Calico's policies that allow DNS before those of Kubernetes, which have the order 1000, are asked. */
const earlierDns = perInventory((inventory) =>
  calicoPolicies(inventory).filter((policy) => {
    const spec = field(policy.body, 'spec');
    const order = field(spec, 'order');
    const isEarlier = (typeof order === 'number' && order < 1000) || !['', 'default'].includes(stringField(spec, 'tier') ?? '');
    return (
      isEarlier &&
      flowRules(policy).some((rule) => rule.direction === 'egress' && rule.allows && (admitsDns(rule, 'UDP') || admitsDns(rule, 'TCP')))
    );
  }),
);

/** Workloads named before the others are counted. */
const named = 5;

function namesOf(blocked: readonly (Workload | 'meant')[], podSelector: Selector): string {
  const names = blocked.flatMap((workload) => (workload === 'meant' ? [] : `${workload.object.kind} ${workload.object.name}`));
  if (names.length === 0) return podSelector.length === 0 ? 'a pod of the namespace' : 'a pod that this policy selects';
  const more = names.length > named ? ` and ${names.length - named} more` : '';
  return `${names.slice(0, named).join(', ')}${more}`;
}

function allowsDns({ rules }: NetworkPolicy): boolean {
  return rules.some((rule) => rule.direction === 'egress' && (admitsDns(rule, 'UDP') || admitsDns(rule, 'TCP')) && admitsDnsServer(rule));
}
