// SPDX-License-Identifier: Apache-2.0
import { controlPlaneRoles, isControlPlanePod } from '../../../posture/facts/control-plane.ts';
import { defineEdge, type Step } from '../edge.ts';

export const controlPlaneNode = defineEdge({
  id: 'control-plane-node',
  title: 'Take the keys of the control plane from its node',
  reason: 'A node of the control plane has the keys of its authorities, of etcd and of ServiceAccounts: whoever is root there is anybody.',
  condition: 'A provider that runs the control plane shows none of its nodes.',
  references: ['https://kubernetes.io/docs/setup/best-practices/certificates/'],
  length: 1,
  *stepsOf({ footholds, inventory, nodes, pods }): Generator<Step> {
    const running = new Set(pods.flatMap(({ workload, nodes: names }) => (isControlPlanePod(workload.object) ? names : [])));
    const own = [...nodes].filter(
      ([name, object]) => running.has(name) || Object.keys(object?.labels ?? {}).some((label) => controlPlaneRoles.has(label)),
    );
    const to = footholds.clusterAdmin();
    const how = 'has the keys of the control plane';
    yield { from: footholds.controlPlaneNode(), to, how };
    for (const [name, object] of own)
      yield {
        from: footholds.node(name),
        to,
        how,
        ...(object === undefined ? {} : { object, pointer: '/metadata/labels' }),
      };
    // A live cluster shows all of its nodes, and on which of them each Pod runs.
    const knowsNodes = inventory.cluster !== undefined && nodes.size > 0 && !inventory.gaps.some(({ kind }) => kind === 'Node');
    if (knowsNodes) return;
    yield { from: footholds.someNode(), to, how, assumes: ['the node is one of the control plane'] };
    if (own.length > 0) return;
    const assumes = ['the control plane runs on nodes of the cluster'];
    yield { from: footholds.anyNode(), to, how, assumes };
  },
});
