// SPDX-License-Identifier: Apache-2.0
// Reads egress rules that are about DNS alone, of Kubernetes and Calico: they must name servers, by peers or by a block of
// addresses narrower than all.
import { field, isObject, type JsonObject } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { type Pointer, valueAt } from '../../model/pointer.ts';
import { defineCheck, type Remedy } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { anywhere, flowRules, isCalico, isOnlyDns, policyKinds } from '../facts/flow-rules.ts';

const note = 'These labels are those of kubeadm, k3s and most managed clusters; NodeLocal DNSCache and OpenShift need their own.';
const dnsPeer = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};
const calicoDns = { namespaceSelector: 'projectcalico.org/name == "kube-system"', selector: 'k8s-app == "kube-dns"' };

export const networkPolicyDnsAnywhere = defineCheck({
  id: 'network-policy-dns-anywhere',
  title: 'Pods may send DNS queries to any server',
  why: 'A name server of the attacker’s own answers every query: data leaves in the names that are asked for, and commands come back in the answers.',
  remedy: 'Allow DNS to the cluster’s servers alone; they ask the outside, and there it can be watched.',
  severity: 'medium',
  layer: 'network',
  threats: ['data-exposure', 'network-attack'],
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
    'https://attack.mitre.org/techniques/T1071/004/',
  ],
  aliases: ['T1071.004'],
  appliesTo: { kinds: policyKinds },
  evaluate: (object) =>
    flowRules(object)
      .filter((rule) => rule.direction === 'egress' && rule.allows && isOnlyDns(rule))
      .flatMap((rule) =>
        anywhere(rule).map((path) => {
          const inCalico = isCalico(object);
          const at = rule.anyPeer ? rule.peerPath : path.replace(/\/ipBlock\/cidr$/, '');
          const operations = inCalico
            ? [setOperation(object.body, rule.pointer, calicoRuleTo(object.body, rule.pointer))]
            : [setOperation(object.body, at, rule.anyPeer ? [dnsPeer] : dnsPeer)];
          const remedy: Remedy = patchRemedy(operations, note);
          return {
            kind: 'fault' as const,
            path: inCalico && rule.anyPeer ? rule.pointer : path,
            reason: 'DNS is allowed to every address',
            detail: rule.anyPeer
              ? 'the rule names no destination, and so means every one, on the Internet too'
              : 'the block holds every address',
            remedy,
          };
        }),
      ),
});

function calicoRuleTo(body: JsonObject, pointer: Pointer): JsonObject {
  const rule = valueAt(body, pointer);
  const ports = field(field(rule, 'destination'), 'ports');
  return { ...(isObject(rule) ? rule : {}), destination: { ...calicoDns, ...(ports === undefined ? {} : { ports }) } };
}
