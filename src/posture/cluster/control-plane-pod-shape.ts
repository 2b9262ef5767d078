// SPDX-License-Identifier: Apache-2.0
// Reads hostNetwork and priorityClassName of the static Pods of the control plane: true, and a system class.
import { setOperation } from '../../model/patch.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { isControlPlanePod } from '../facts/control-plane.ts';

const classes: readonly string[] = ['system-node-critical', 'system-cluster-critical'];

export const controlPlanePodShape = defineCheck({
  id: 'control-plane-pod-shape',
  title: 'Control-plane Pod can be evicted, or needs a network that is not there yet',
  why: "Without a system priority the kubelet evicts the API server or etcd when memory is short, which any greedy pod can bring about. Without the host's network a component needs a pod network that it must first help to set up, and is not reachable where others look for it.",
  remedy: 'Set hostNetwork: true and priorityClassName: system-node-critical, as kubeadm does.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/reference/setup-tools/kubeadm/implementation-details/#generate-static-pod-manifests-for-control-plane-components',
  ],
  aliases: [],
  appliesTo: 'workload',
  applicable: ({ object }) => isControlPlanePod(object),
  evaluate: ({ object, spec }) => {
    const wanted = [
      ...(spec.hostNetwork === true ? [] : [{ name: 'hostNetwork', value: true }]),
      ...(classes.includes(spec.priorityClassName ?? '') ? [] : [{ name: 'priorityClassName', value: 'system-node-critical' }]),
    ];
    const [first] = wanted;
    if (first === undefined) return [];
    return [
      {
        kind: 'fault',
        path: `/spec/${first.name}`,
        reason: 'not shaped as a control-plane Pod',
        detail: `missing: ${wanted.map(({ name, value }) => `${name}: ${value}`).join(', ')}`,
        remedy: patchRemedy(
          wanted.map(({ name, value }) => setOperation(object.body, `/spec/${name}`, value)),
          'The pod then has the addresses and ports of its node, and what it runs must be meant for that.',
        ),
      },
    ];
  },
});
