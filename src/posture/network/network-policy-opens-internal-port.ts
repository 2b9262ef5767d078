// SPDX-License-Identifier: Apache-2.0
// Reads ingress rules of policies of every kind that let in anybody, every pod of every namespace or every address, and the ports and
// images of the workloads they open: databases, queues and administration (facts/internal-ports.ts) are for those who need them.
import { contains } from '../../engines/network/index.ts';
import { defineCheck } from '../check.ts';
import { networkPolicyKinds } from '../facts/flow-rules.ts';
import { internalPorts } from '../facts/internal-ports.ts';
import { onOpenings } from '../facts/openings.ts';

export const networkPolicyOpensInternalPort = defineCheck({
  id: 'network-policy-opens-internal-port',
  title: 'Policy opens a database or an administration port to everybody',
  why: 'Such ports are made for a few programs of one application: a password, often none, is all that stands between them and whoever took over any pod.',
  remedy: 'Name the callers in the rule, by namespace and pod labels.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack', 'data-exposure', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors'],
  aliases: ['T1046'],
  appliesTo: { kinds: networkPolicyKinds },
  evaluate: onOpenings(
    ({ receiver: { workload }, connections }) =>
      workload === undefined
        ? []
        : internalPorts(workload).flatMap(({ port, what }) => (contains(connections, 'TCP', port) ? `port ${port} (${what})` : [])),
    'a port for few is open to everybody',
    'Put a podSelector with the labels of the callers into from, with the namespace by kubernetes.io/metadata.name where it is another.',
  ),
});
