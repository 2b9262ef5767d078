// SPDX-License-Identifier: Apache-2.0
// Reads ports 80 and 443 of ingress rules of NetworkPolicies: policies see the port of the pod, after a Service has translated its own.
// Where the pods are known, one of them must declare the port; where none is known, it is only a question.
import { placedContainers } from '../../model/pod.ts';
import { defineCheck } from '../check.ts';
import { networkPolicy, podsSelected } from '../facts/network-policies.ts';

const servicePorts: readonly number[] = [80, 443];

export const networkPolicyServicePort = defineCheck({
  id: 'network-policy-service-port',
  title: 'Policy may name the port of a Service instead of the pod’s',
  why: 'Policies are applied after the Service’s port was translated to the targetPort: a rule for the Service’s port allows nothing, and one day it is replaced by a rule for every port.',
  remedy: 'Name the containerPort, by number or by name.',
  severity: 'info',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource'],
  aliases: [],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  evaluate: (object, { inventory }) => {
    const { podSelector, rules } = networkPolicy(object);
    if (podSelector === undefined) return [];
    const pods = podsSelected(inventory, object.namespace, podSelector);
    return rules
      .filter(({ direction }) => direction === 'ingress')
      .flatMap(({ ports }) => ports)
      .filter(({ from, to, protocol }) => from === to && protocol === 'TCP' && servicePorts.includes(from) && !listensOn(pods, from))
      .map(({ from, pointer }) => ({
        kind: 'fault',
        path: `${pointer}/port`,
        reason: 'the port looks like that of a Service',
        detail:
          pods.length === 0
            ? `${from} is what Services listen on; the pods are not known here, and the rule is about the port that they listen on`
            : `no container of the pods selected declares port ${from}, and the rule is about the port that they listen on`,
        remedy: { kind: 'advice', advice: 'Look up the targetPort of the Service and write that here, best by its name.' },
      }));
  },
});

/** Whether a pod declares the port, or declares none at all and so may listen on any. */
function listensOn(pods: ReturnType<typeof podsSelected>, port: number): boolean {
  return pods.some(({ spec }) => {
    const declared = placedContainers(spec).flatMap(({ container }) => container.ports ?? []);
    return declared.length === 0 || declared.some(({ containerPort }) => Number(containerPort) === port);
  });
}
