// SPDX-License-Identifier: Apache-2.0
// Reads the egress of NetworkPolicies. Where a policy denies egress to all pods of its namespace, or lets some of them reach
// only pods and namespaces, they must be allowed to reach a DNS server: by it or by another policy that selects the same pods.
import { field, type JsonObject } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { objectsOfKind } from '../../model/inventory.ts';
import { type Labels, type Selector, selects } from '../../model/selector.ts';
import type { Workload } from '../../model/workload.ts';
import { type CheckContext, defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { admitsDns, admitsDnsServer, isolates } from '../facts/flow-rules.ts';
import { perInventory } from '../facts/per-inventory.ts';
import { exemplar, type NetworkPolicy, networkPolicy, podsIn, policiesIn } from '../facts/network-policies.ts';
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
  const allowing = dnsSelectors(inventory).get(namespace) ?? [];
  const isBlocked = (labels: Labels) => !allowing.some((selector) => selects(selector, labels));
  const pods = podsIn(inventory, namespace).filter(({ metadata }) => selects(podSelector, metadata.labels));
  if (pods.length === 0) return isBlocked(exemplar(podSelector)) ? ['meant'] : [];
  return pods.filter(({ metadata }) => isBlocked(metadata.labels));
}

/** The pods of each namespace that some policy lets ask a DNS server, by the selectors of those policies. */
const dnsSelectors = perInventory((inventory) => {
  const selectors = new Map<string, Selector[]>();
  for (const { namespace } of objectsOfKind(inventory, 'NetworkPolicy', 'networking.k8s.io')) {
    if (selectors.has(namespace)) continue;
    const allowing = policiesIn(inventory, namespace).filter(allowsDns);
    const selecting = allowing.map(({ podSelector }) => podSelector).filter((selector) => selector !== undefined);
    selectors.set(namespace, selecting);
  }
  return selectors;
});

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
