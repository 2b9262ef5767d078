// SPDX-License-Identifier: Apache-2.0
// Reads spec.tolerations. Refused are those that tolerate the taint of control-plane nodes (NoSchedule; RKE's etcd taint
// NoExecute), by its key or by naming no key with the operator Exists. Silent for DaemonSets, which are meant to run on
// every node, for the namespace kube-system and for the control plane's own pods.
import type { Toleration } from '../../model/pod.ts';
import { defineCheck } from '../check.ts';
import { removeRemedy, specPath } from '../facts/container-faults.ts';
import { controlPlaneRoles } from '../facts/control-plane.ts';

export const controlPlaneToleration = defineCheck({
  id: 'control-plane-toleration',
  title: 'Workload may be scheduled onto control-plane nodes',
  why: 'The taint keeps workloads away from the API server, etcd and their keys. On such a node an escape from the container is the end of the whole cluster, and a program that takes all memory takes the API server with it.',
  remedy: 'Take the toleration away, and name the taints of the nodes that are meant.',
  severity: 'medium',
  layer: 'workload',
  threats: ['privilege-escalation', 'container-escape'],
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
  aliases: [],
  appliesTo: 'workload',
  applicable: ({ object }) => object.kind !== 'DaemonSet' && object.namespace !== 'kube-system',
  evaluate: (workload) =>
    (workload.spec.tolerations ?? []).flatMap((toleration, index) => {
      const what = toleratedTaint(toleration);
      if (what === undefined) return [];
      const path = `${specPath(workload)}/tolerations/${index}`;
      return {
        kind: 'fault',
        path,
        reason: 'the taint of control-plane nodes is tolerated',
        detail: `a toleration accepts ${what}`,
        remedy: removeRemedy(path, 'A workload that must run there, such as a backup of etcd, needs an exception.'),
      };
    }),
});

/** A key says what is meant, whatever the value: distributions give the taint none, or `true`. */
function toleratedTaint({ key = '', operator = 'Equal', effect = '' }: Toleration): string | undefined {
  if (key === '') return operator === 'Exists' && ['', 'NoSchedule'].includes(effect) ? everything(effect) : undefined;
  if (!controlPlaneRoles.has(key) || !['Exists', 'Equal', ''].includes(operator)) return undefined;
  const tainted = key.endsWith('/etcd') ? 'NoExecute' : 'NoSchedule';
  return effect === '' || effect === tainted ? `the taint ${key}${effect === '' ? '' : `:${effect}`}` : undefined;
}

function everything(effect: string): string {
  return effect === '' ? 'every taint' : `every taint of effect ${effect}`;
}
