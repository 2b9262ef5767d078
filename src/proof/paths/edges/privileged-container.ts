// SPDX-License-Identifier: Apache-2.0
import { containerPlaces } from '../../../posture/facts/container-faults.ts';
import { defineEdge } from '../edge.ts';
import { escapeSteps, hasOwnUsers } from '../pod-escapes.ts';

export const privilegedContainer = defineEdge({
  id: 'privileged-container',
  title: 'Leave a privileged container',
  reason: 'A privileged container has every capability and every device: it mounts the disk of its node and is root there.',
  condition: 'None.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline'],
  length: 1,
  stepsOf: (world) =>
    escapeSteps(world, (pods) =>
      hasOwnUsers(pods)
        ? []
        : containerPlaces(pods.workload).flatMap(({ container, pointer, label }) =>
            container.securityContext?.privileged === true
              ? [
                  {
                    how: `runs the privileged ${label}`,
                    pointer: `${pointer}/securityContext/privileged`,
                    action: `take privileged from ${label} of`,
                    kind: 'setting' as const,
                  },
                ]
              : [],
          ),
    ),
});
