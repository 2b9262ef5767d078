// SPDX-License-Identifier: Apache-2.0
// Reads tolerations and nodeSelector of DaemonSets that watch their nodes (hostPID, or the node's / or /proc mounted): a
// toleration with operator Exists and no key takes them to every node.
import { setOperation } from '../../model/patch.ts';
import type { Toleration } from '../../model/pod.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy, specPath } from '../facts/container-faults.ts';
import { isNodeAgent } from '../facts/node-agent.ts';

/** Tolerates every taint, or those that kubeadm gives to the control plane. */
function reachesControlPlane({ key = '', operator }: Toleration): boolean {
  return key === '' ? operator === 'Exists' : /^node-role\.kubernetes\.io\/(?:control-plane|master|etcd|controlplane)$/.test(key);
}

export const nodeAgentTolerations = defineCheck({
  id: 'node-agent-tolerations',
  title: 'Agent leaves out the nodes with taints',
  why: 'Nothing is seen on the control plane, on nodes for special workloads, and on any node that an attacker with rights over nodes gives a taint.',
  remedy: 'Tolerate every taint: operator Exists without a key.',
  severity: 'medium',
  layer: 'workload',
  threats: ['container-escape', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations'],
  aliases: [],
  appliesTo: 'workload',
  applicable: isNodeAgent,
  evaluate: (workload) => {
    const { tolerations = [], nodeSelector } = workload.spec;
    // Whoever chooses nodes has thought of which are left out.
    if (nodeSelector !== undefined || tolerations.some(reachesControlPlane)) return [];
    const path = `${specPath(workload)}/tolerations`;
    return [
      {
        kind: 'fault' as const,
        path,
        reason: 'agent does not reach tainted nodes',
        detail: `${tolerations.length === 0 ? 'no taint' : 'no taint of the control plane'} is tolerated, so that the control plane is not watched`,
        remedy: patchRemedy(
          [setOperation(workload.object.body, path, [{ operator: 'Exists' }])],
          'The agent then runs on the control plane too.',
        ),
      },
    ];
  },
});
