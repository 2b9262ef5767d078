// SPDX-License-Identifier: Apache-2.0
// Reads the egress of NetworkPolicies. Where a policy denies egress to all pods of its namespace, or lets some of them reach
// only pods and namespaces, they must be allowed to reach a DNS server: by it or by another policy that selects the same pods.
import { field, type JsonObject } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { type Selector, selects } from '../../model/selector.ts';
import { type CheckContext, defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { admitsDns, admitsDnsServer, isolates } from '../facts/flow-rules.ts';
import { exemplar, type NetworkPolicy, networkPolicy, podsIn, policiesIn } from '../facts/network-policies.ts';

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
    if (!needsNames || haveDns(podSelector, object.namespace, context)) return [];
    return [
      {
        kind: 'fault',
        path: '/spec/policyTypes',
        reason: 'egress is denied and no policy allows DNS',
        detail: `${podSelector.length === 0 ? 'every pod of the namespace' : 'each pod that this policy selects'} loses UDP and TCP 53 unless another policy gives it back, and none does for all of them`,
        remedy: patchRemedy(
          [setOperation(object.body, egress.length === 0 ? '/spec/egress' : '/spec/egress/-', egress.length === 0 ? [dnsRule] : dnsRule)],
          'The rule names the DNS pods of kubeadm, k3s and most managed clusters; NodeLocal DNSCache and OpenShift need their own.',
        ),
      },
    ];
  },
});

/** Whether every pod that the selector selects is allowed to ask a DNS server by some policy. */
function haveDns(podSelector: Selector, namespace: string, { inventory }: CheckContext): boolean {
  const allowing = policiesIn(inventory, namespace).filter(allowsDns);
  const pods = podsIn(inventory, namespace).filter(({ metadata }) => selects(podSelector, metadata.labels));
  const labels = pods.length > 0 ? pods.map(({ metadata }) => metadata.labels) : [exemplar(podSelector)];
  return labels.every((of) => allowing.some((policy) => policy.podSelector !== undefined && selects(policy.podSelector, of)));
}

function allowsDns({ rules }: NetworkPolicy): boolean {
  return rules.some((rule) => rule.direction === 'egress' && (admitsDns(rule, 'UDP') || admitsDns(rule, 'TCP')) && admitsDnsServer(rule));
}
