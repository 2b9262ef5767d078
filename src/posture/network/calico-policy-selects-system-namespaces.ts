// SPDX-License-Identifier: Apache-2.0
// Reads namespaceSelector and selector of GlobalNetworkPolicies that isolate: they must not select what the cluster itself runs on,
// such as CoreDNS in kube-system, unless a rule lets everything through.
import { compile, policiesSelecting } from '../../engines/network/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import { field, type JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { type FlowRule, flowRules, isolates } from '../facts/flow-rules.ts';
import { namespaceLabels } from '../facts/network-policies.ts';

/** Pods that every cluster stands still without, with the labels that their installers give them. */
const systemPods = [
  { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  { namespace: 'calico-system', labels: { 'k8s-app': 'calico-typha' } },
  { namespace: 'calico-apiserver', labels: { apiserver: 'true' } },
] as const;

const directions = ['ingress', 'egress'] as const;

export const calicoPolicySelectsSystemNamespaces = defineCheck({
  id: 'calico-policy-selects-system-namespaces',
  title: 'Global policy isolates the cluster’s own components',
  why: 'What no rule allows is denied to CoreDNS, to webhooks and to Calico’s own API as well: the cluster stands still, and the policy goes in the repair.',
  remedy: 'Leave the system namespaces out of the selector, and try the policy first as a StagedGlobalNetworkPolicy.',
  severity: 'high',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://docs.tigera.io/calico/latest/network-policy/get-started/calico-policy/default-deny'],
  aliases: [],
  appliesTo: { kinds: ['GlobalNetworkPolicy.projectcalico.org', 'GlobalNetworkPolicy.crd.projectcalico.org'] },
  evaluate: (object, { inventory }) => {
    const rules = flowRules(object);
    const restricted = directions.filter(
      (direction) => isolates(object, direction) && !rules.some((rule) => rule.direction === direction && isUnlimited(rule)),
    );
    if (restricted.length === 0) return [];
    const hit = namespacesHit(object, inventory);
    if (hit.length === 0) return [];
    const spec = field(object.body, 'spec');
    return [
      {
        kind: 'fault',
        path:
          field(spec, 'namespaceSelector') === undefined && field(spec, 'selector') !== undefined
            ? '/spec/selector'
            : '/spec/namespaceSelector',
        reason: 'system namespaces are isolated too',
        detail: `${restricted.join(' and ')} of pods in ${hit.join(', ')} is denied but for what the rules allow`,
        remedy: {
          kind: 'advice',
          advice:
            'Leave them out: namespaceSelector: projectcalico.org/name not in { "kube-system", "calico-system", "calico-apiserver", … }.',
        },
      },
    ];
  },
});

/** The namespaces of the system pods that a policy selects. */
function namespacesHit(object: KubernetesObject, inventory: Inventory): string[] {
  // The rules of an invalid policy may be wrong and still its selector tells what was meant.
  const selecting = { ...object, body: { ...object.body, spec: selectorsOf(object) } };
  const namespaces = systemPods.map(({ namespace: name }) => {
    const labels = namespaceLabels(inventory, name);
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
    return { ...object, apiVersion: 'v1', kind: 'Namespace', namespace: '', name, labels, body };
  });
  const meant = systemPods.map(({ namespace, labels }) => ({ object, namespace, labels, absent: new Set<string>(), open: false }));
  const network = compile(
    { objects: [selecting, ...namespaces], workloads: [], meant },
    { plugin: 'calico', refused: { plugin: 'absent' } },
  );
  return network.endpoints
    .filter((pod) => policiesSelecting(network, pod, 'ingress').policies.length > 0)
    .map(({ namespace }) => namespace);
}

function selectorsOf(object: KubernetesObject): JsonObject {
  const spec = field(object.body, 'spec');
  return Object.fromEntries(
    ['selector', 'namespaceSelector'].flatMap((key) => (field(spec, key) === undefined ? [] : [[key, field(spec, key) ?? '']])),
  );
}

/** Lets everything through, or passes everything on. */
function isUnlimited({ rule, direction, allows, anyPeer, ports, protocol }: FlowRule): boolean {
  const peer = field(rule, direction === 'ingress' ? 'source' : 'destination');
  if (['notNets', 'notSelector'].some((name) => field(peer, name) !== undefined)) return false;
  return (allows || field(rule, 'action') === 'Pass') && anyPeer && ports.length === 0 && protocol === undefined;
}
