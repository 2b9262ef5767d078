// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.runAsUser of pod and containers; every user but 0, and absent, are allowed. Pod security control
// `runAsUser`, which exists since 1.23: since 1.35 a pod in a user namespace (hostUsers: false) is exempt.
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { podSecurityBehaviour, unprivilegedUser } from '../facts/pod-security.ts';

export const runAsUserZero = defineCheck({
  id: 'run-as-user-zero',
  title: 'Container is told to run as root',
  why: 'User 0 of a container is root of the node but for the walls around it: with one flaw in the runtime or the kernel, or one mount too many, an intruder has the node.',
  remedy: 'Set runAsUser to a user other than 0, or leave it out where the image names one.',
  severity: 'medium',
  layer: 'workload',
  threats: ['privilege-escalation', 'container-escape'],
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  ],
  aliases: ['pss:runAsUser', 'PSS-restricted', 'KSV105', 'C-0013', 'polaris:runAsRootAllowed', 'T1611'],
  appliesTo: 'workload',
  ...podSecurityBehaviour('runAsUser', (workload, path) =>
    setRemedy(workload, path, unprivilegedUser, 'Files in the image and on volumes must be open to the new user; fsGroup helps.'),
  ),
});
