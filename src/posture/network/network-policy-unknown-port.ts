// SPDX-License-Identifier: Apache-2.0
// Reads the named ports of the ingress rules of NetworkPolicies: where the pods selected are known, a container of one of them must
// declare a port by that name and protocol.
import { placedContainers } from '../../model/pod.ts';
import { defineCheck } from '../check.ts';
import { networkPolicy, podsSelected } from '../facts/network-policies.ts';

export const networkPolicyUnknownPort = defineCheck({
  id: 'network-policy-unknown-port',
  title: 'Policy names a port that no pod has',
  why: 'A name is looked up in the ports that containers declare. Where none has it the rule allows nothing, and one day it is replaced by a rule for every port.',
  remedy: 'Give the container’s port that name, or write its number.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/'],
  aliases: [],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  evaluate: (object, { inventory }) => {
    const { podSelector, rules } = networkPolicy(object);
    const named = rules.flatMap(({ direction, ports }) => (direction === 'ingress' ? ports.filter(({ name }) => name !== undefined) : []));
    if (podSelector === undefined || named.length === 0) return [];
    const pods = podsSelected(inventory, object.namespace, podSelector);
    const declared = pods.flatMap(({ spec }) => placedContainers(spec).flatMap(({ container }) => container.ports ?? []));
    if (pods.length === 0) return [];
    return named
      .filter((port) => !declared.some(({ name, protocol = 'TCP' }) => name === port.name && protocol === port.protocol))
      .map(({ name = '', protocol, pointer }) => ({
        kind: 'fault',
        path: `${pointer}/port`,
        reason: 'a name that no container gives a port',
        detail: `no container of the pods selected has a ${protocol} port named "${name}"`,
        remedy: {
          kind: 'advice',
          advice: 'Compare the name with ports[*].name of the containers; letters count, and so does the protocol.',
        },
      }));
  },
});
