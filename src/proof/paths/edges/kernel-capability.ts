// SPDX-License-Identifier: Apache-2.0
import { containerPlaces } from '../../../posture/facts/container-faults.ts';
import { capabilityName } from '../../../posture/facts/security-context.ts';
import { defineEdge } from '../edge.ts';
import { escapeSteps, hasOwnUsers } from '../pod-escapes.ts';

/** Capabilities by which the node itself is taken, and how. */
const ways: ReadonlyMap<string, string> = new Map([
  ['ALL', 'has every capability'],
  ['SYS_ADMIN', 'may mount file systems and enter namespaces'],
  ['SYS_MODULE', 'may load code into the kernel'],
  ['SYS_RAWIO', 'may read and write memory and devices of the node'],
  ['DAC_READ_SEARCH', 'may open any file of the node by its handle'],
]);

export const kernelCapability = defineEdge({
  id: 'kernel-capability',
  title: 'Use a capability that no namespace contains',
  reason: 'Some capabilities reach the node itself: they mount its disk, load code into its kernel, or open its files by their handles.',
  condition:
    'The seccomp and AppArmor or SELinux profiles of the container allow the system calls. In a user namespace of its own a container has no such power.',
  references: ['https://man7.org/linux/man-pages/man7/capabilities.7.html'],
  length: 1,
  stepsOf: (world) =>
    escapeSteps(world, (pods) =>
      hasOwnUsers(pods)
        ? []
        : containerPlaces(pods.workload).flatMap(({ container, pointer, label }) =>
            [...new Set((container.securityContext?.capabilities?.add ?? []).map(capabilityName))].flatMap((name) => {
              const how = ways.get(name);
              return how === undefined
                ? []
                : [
                    {
                      how: `${how} by ${name} of ${label}`,
                      pointer: `${pointer}/securityContext/capabilities/add`,
                      action: `take the capability ${name} from ${label} of`,
                      kind: 'setting' as const,
                    },
                  ];
            }),
          ),
    ),
});
