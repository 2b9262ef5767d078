// SPDX-License-Identifier: Apache-2.0
// Reads windowsOptions.runAsUserName in force: a container's own, else the pod's. ContainerAdministrator is refused in any
// case, with or without the authority "User Manager". An absent one is the image's. Pods of os linux are not asked.
import { placedContainers, type PodSpec } from '../../model/pod.ts';
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { isForWindows } from '../facts/operating-system.ts';
import { inForce, namesOf } from '../facts/security-context.ts';

export const windowsContainerAdministrator = defineCheck({
  id: 'windows-container-administrator',
  title: 'Windows container runs as its administrator',
  why: 'ContainerAdministrator is what root is on Linux: it may change everything in the container, load what it likes and meets the kernel of the node with the rights of BUILTIN\\Administrators over the files it mounts.',
  remedy: 'Run as ContainerUser, or as a user that the image makes.',
  severity: 'medium',
  layer: 'workload',
  threats: ['privilege-escalation', 'container-escape'],
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/',
    'https://kubernetes.io/docs/concepts/security/windows-security/',
  ],
  aliases: [],
  appliesTo: 'workload',
  applicable: (workload) => isWindows(workload.spec),
  evaluate: (workload) =>
    inForce(workload, '/windowsOptions/runAsUserName', ({ windowsOptions }) => windowsOptions?.runAsUserName).flatMap(
      ({ value, path, places }) =>
        !/^(?:user manager\\)?containeradministrator$/i.test(value)
          ? []
          : {
              kind: 'fault',
              path,
              reason: 'the user is ContainerAdministrator',
              detail: `runAsUserName ${value} holds for ${namesOf(places)}`,
              evidence: value,
              remedy: setRemedy(workload, path, 'ContainerUser', 'Files in the image and on volumes must be open to ContainerUser.'),
            },
    ),
});

/** Where nothing else tells, the options of Windows themselves do. */
function isWindows(spec: PodSpec): boolean {
  if (spec.os?.name !== undefined || isForWindows(spec)) return isForWindows(spec);
  const contexts = [spec.securityContext, ...placedContainers(spec).map(({ container }) => container.securityContext)];
  return contexts.some((context) => context?.windowsOptions?.runAsUserName !== undefined);
}
