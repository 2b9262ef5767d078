// SPDX-License-Identifier: Apache-2.0
import { containerPlaces, specPath } from '../../../posture/facts/container-faults.ts';
import { capabilityName } from '../../../posture/facts/security-context.ts';
import { defineEdge } from '../edge.ts';
import { escapeSteps, hasOwnUsers } from '../pod-escapes.ts';

const enough: ReadonlySet<string> = new Set(['SYS_PTRACE', 'ALL']);

export const hostProcesses = defineEdge({
  id: 'host-processes',
  title: 'Change a process of the node',
  reason: 'With hostPID a container sees the processes of its node; with the capability SYS_PTRACE it changes one that runs as root.',
  condition: 'The AppArmor or SELinux profile of the container allows tracing.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline'],
  length: 1,
  stepsOf: (world) =>
    escapeSteps(world, (pods) => {
      const { workload } = pods;
      if (workload.spec.hostPID !== true || hasOwnUsers(pods)) return [];
      return containerPlaces(workload).flatMap(({ container, label }) =>
        (container.securityContext?.capabilities?.add ?? []).map(capabilityName).some((name) => enough.has(name))
          ? [
              {
                how: `shares the processes of its node, and ${label} may trace them`,
                pointer: `${specPath(workload)}/hostPID`,
                action: 'take hostPID from',
                kind: 'setting' as const,
              },
            ]
          : [],
      );
    }),
});
