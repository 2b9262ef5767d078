// SPDX-License-Identifier: Apache-2.0
// Reads spec.type of Services; NodePort is refused.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { listField } from '../facts/flow-rules.ts';

export const serviceNodePort = defineCheck({
  id: 'service-node-port',
  title: 'Service opens a port on every node',
  why: 'Every address of every node takes the connections, also those that firewalls have forgotten, and the pod sees a node instead of the client.',
  remedy: 'Use ClusterIP, and a Gateway, Ingress or load balancer for what is to be reached from outside.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack', 'unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
    'https://attack.mitre.org/techniques/T1133/',
  ],
  aliases: ['kube-score:service-type', 'T1133'],
  appliesTo: { kinds: ['Service'] },
  evaluate: ({ body }) => {
    const spec = field(body, 'spec');
    if (stringField(spec, 'type') !== 'NodePort') return [];
    const ports = listField(spec, 'ports').flatMap((port, index) =>
      field(port, 'nodePort') === undefined ? [] : { op: 'remove' as const, path: `/spec/ports/${index}/nodePort` },
    );
    const policy =
      field(spec, 'externalTrafficPolicy') === undefined ? [] : [{ op: 'remove' as const, path: '/spec/externalTrafficPolicy' }];
    return [
      {
        kind: 'fault',
        path: '/spec/type',
        reason: 'type NodePort',
        detail: 'the Service is reached on every node by whoever reaches a node',
        remedy: patchRemedy(
          [{ op: 'replace', path: '/spec/type', value: 'ClusterIP' }, ...ports, ...policy],
          'Clients that use the node’s port need another way in first.',
        ),
      },
    ];
  },
});
