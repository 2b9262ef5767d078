// SPDX-License-Identifier: Apache-2.0
// Reads ingress rules of policies of every kind that let in anybody, every pod of every namespace or every address, and the ports that
// containers declare and no Service of theirs leads to. Pods that no Service in the inventory selects are not judged.
import { intersect } from '../../engines/network/index.ts';
import { defineCheck } from '../check.ts';
import { networkPolicyKinds } from '../facts/flow-rules.ts';
import { onOpenings } from '../facts/openings.ts';
import { unservedPorts } from '../facts/service-backends.ts';

export const networkPolicyOpensUndeclaredPort = defineCheck({
  id: 'network-policy-opens-undeclared-port',
  title: 'Policy opens a port to everybody that no Service offers',
  why: 'What no Service offers nobody calls by name: metrics, debugging, administration, a cluster’s own gossip. Everybody reaches it all the same, because the rule names no ports.',
  remedy: 'Name in the rule the ports that the Service leads to, and give the others a rule for their callers.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack', 'data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource'],
  aliases: [],
  yieldsTo: ['network-policy-opens-internal-port', 'network-policy-every-namespace', 'network-policy-empty-peers'],
  appliesTo: { kinds: networkPolicyKinds },
  evaluate: onOpenings(
    ({ receiver, connections }, inventory) =>
      unservedPorts(inventory, receiver).flatMap((port) => (intersect(port.connections, connections).length > 0 ? port.text : [])),
    'a port that no Service offers is open to everybody',
    'Add ports to the rule, those that the Service leads to.',
  ),
});
