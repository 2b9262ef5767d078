// SPDX-License-Identifier: Apache-2.0
// Reads egress rules of Kubernetes and Calico that name ports: they must name destinations too, by peers or by blocks of addresses
// narrower than all. Rules about DNS alone, and a rule without ports, which leaves egress open on purpose, have checks of their own.
import { defineCheck } from '../check.ts';
import { anywhere, flowRules, isCalico, isOnlyDns, policyKinds, portText } from '../facts/flow-rules.ts';

export const networkPolicyEgressAnywhere = defineCheck({
  id: 'network-policy-egress-anywhere',
  title: 'Pods may connect to any address on a port',
  why: 'A port says nothing about who answers. Over 443 to anywhere a process that was taken over fetches tools, takes commands and carries data out. Images are pulled by the node, so pods need no such rule for them.',
  remedy: 'Name the destinations: pods, namespaces, blocks of addresses, or an egress gateway that knows names.',
  severity: 'medium',
  layer: 'network',
  threats: ['data-exposure', 'network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/', 'https://attack.mitre.org/techniques/T1041/'],
  aliases: ['T1041'],
  yieldsTo: ['network-policy-empty-peers'],
  appliesTo: { kinds: policyKinds },
  evaluate: (object) =>
    flowRules(object)
      .filter((rule) => rule.direction === 'egress' && rule.allows && !isOnlyDns(rule) && rule.ports.length > 0)
      .flatMap((rule) =>
        anywhere(rule).map((path) => ({
          kind: 'fault' as const,
          path: isCalico(object) && rule.anyPeer ? rule.pointer : path,
          reason: 'no destination is named',
          detail: `every address, on the Internet too, may be reached on ${portText(rule)}`,
          remedy: {
            kind: 'advice' as const,
            advice: 'List what the pods really talk to. For outside services by name use an egress gateway or proxy and allow only that.',
          },
        })),
      ),
});
