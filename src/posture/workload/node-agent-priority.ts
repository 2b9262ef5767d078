// SPDX-License-Identifier: Apache-2.0
// Reads priorityClassName of DaemonSets that watch their nodes (hostPID, or the node's / or /proc mounted): one is expected.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { specPath } from '../facts/container-faults.ts';
import { isNodeAgent } from '../facts/node-agent.ts';

export const nodeAgentPriority = defineCheck({
  id: 'node-agent-priority',
  title: 'Agent is evicted before the workloads it watches',
  why: 'Whoever fills a node with pods, or its memory, gets the agent evicted or never scheduled, and does the rest unseen.',
  remedy: 'Give it a priority class above the workloads, and requests to go with it.',
  severity: 'low',
  layer: 'workload',
  threats: ['container-escape'],
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/'],
  aliases: [],
  appliesTo: 'workload',
  applicable: isNodeAgent,
  evaluate: (workload) => {
    if ((workload.spec.priorityClassName ?? '') !== '') return [];
    const advice = 'Make a PriorityClass above those of the workloads, and name it here.';
    return [
      advised(`${specPath(workload)}/priorityClassName`, 'agent has no priority class', 'pods have the priority of any workload', advice),
    ];
  },
});
