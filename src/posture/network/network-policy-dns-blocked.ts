// SPDX-License-Identifier: Apache-2.0
// Reads the egress of policies of every kind. Where a policy denies egress to all pods, or lets some of them reach only pods,
// namespaces and names, they must be allowed to reach a DNS server, as the engine says of all policies together. What Kubernetes' own
// policies mean is judged without their pods too, what others mean by the workloads there are.
import { field, type JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { setOperation } from '../../model/patch.ts';
import type { Selector } from '../../model/selector.ts';
import type { Workload } from '../../model/workload.ts';
import { type CheckContext, defineCheck, type Fault } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { dnsCutOffBy } from '../facts/dns-cut-off.ts';
import { isCutOffFromDns } from '../facts/dns-reach.ts';
import { isKubernetesPolicy, isolates, networkPolicyKinds } from '../facts/flow-rules.ts';
import { networkPolicy, podsSelected } from '../facts/network-policies.ts';
import { endpointsOf, networkOf, plainPod, podsMeant } from '../facts/reachability.ts';
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
  appliesTo: { kinds: networkPolicyKinds },
  applicable: (object) => !isKubernetesPolicy(object) || isolates(object, 'egress'),
  evaluate: (object, context) => {
    if (!isKubernetesPolicy(object)) return byOther(object, context);
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

function byOther(object: KubernetesObject, { inventory }: CheckContext): Fault[] {
  const cutOff = dnsCutOffBy(inventory, object);
  if (cutOff === undefined) return [];
  const { pointer, workloads } = cutOff;
  return [
    advised(
      pointer,
      'egress is denied and no policy allows DNS',
      `${namesOf(workloads, [])} may not send to UDP and TCP 53, and no other policy allows it`,
      'Allow UDP and TCP 53 to the DNS pods of kube-system, before what denies it.',
    ),
  ];
}

/** The workloads selected that no policy lets ask a DNS server; where none is known that is selected, the pod that is meant. */
function blockedBy(podSelector: Selector, namespace: string, { inventory }: CheckContext): readonly (Workload | 'meant')[] {
  const network = networkOf(inventory);
  const pods = podsSelected(inventory, namespace, podSelector);
  if (pods.length > 0)
    return pods.filter((workload) => endpointsOf(inventory, workload).some((endpoint) => isCutOffFromDns(network, endpoint)));
  const plain = podSelector.length === 0 ? plainPod(inventory, namespace) : undefined;
  const meant = plain === undefined ? podsMeant(inventory, namespace, podSelector) : [plain];
  return meant.some((pod) => isCutOffFromDns(network, pod)) ? ['meant'] : [];
}

/** Workloads named before the others are counted. */
const named = 5;

function namesOf(blocked: readonly (Workload | 'meant')[], podSelector: Selector): string {
  const names = blocked.flatMap((workload) => (workload === 'meant' ? [] : `${workload.object.kind} ${workload.object.name}`));
  if (names.length === 0) return podSelector.length === 0 ? 'a pod of the namespace' : 'a pod that this policy selects';
  const more = names.length > named ? ` and ${names.length - named} more` : '';
  return `${names.slice(0, named).join(', ')}${more}`;
}
