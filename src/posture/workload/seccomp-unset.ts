// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.seccompProfile.type of pod and containers; it must be RuntimeDefault or Localhost for every container,
// its own or the pod's. Pod security control `seccompProfile_restricted`; a profile that is set and refused is told by
// seccomp-unconfined. Does not apply to pods of Windows.
import { defineCheck } from '../check.ts';
import { lackOfShape } from '../facts/control-plane.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { parentOf, podSecurityBehaviourExceptWindows } from '../facts/pod-security.ts';
import { likelySafe } from '../facts/remedy-class.ts';

export const seccompUnset = defineCheck({
  id: 'seccomp-unset',
  title: 'Container asks for no seccomp profile',
  why: 'Without a profile a container may make every system call, unless its kubelet is told to apply the default. Most ways from a container into the kernel begin with a system call that no ordinary program makes.',
  remedy: 'Set seccompProfile.type: RuntimeDefault on the pod.',
  severity: 'low',
  layer: 'workload',
  threats: ['container-escape'],
  references: [
    'https://kubernetes.io/docs/reference/node/seccomp/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  ],
  aliases: [
    'pss:seccompProfile_restricted',
    'PSS-restricted',
    'KSV030',
    'C-0055',
    'polaris:linuxHardening',
    'kube-score:container-seccomp-profile',
    'T1611',
  ],
  followsFrom: [{ check: 'privileged-container', at: '/securityContext/privileged' }, ...lackOfShape],
  appliesTo: 'workload',
  ...podSecurityBehaviourExceptWindows('seccompProfile_restricted', (workload, path) =>
    likelySafe(
      setRemedy(
        workload,
        parentOf(path),
        { type: 'RuntimeDefault' },
        'Programs that mount, trace or load code into the kernel need a profile of their own.',
      ),
    ),
  ),
});
