// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.seccompProfile.type of pod and containers; RuntimeDefault, Localhost and no profile are allowed. Until
// 1.18 reads the annotations that came before it. Pod security control `seccompProfile_baseline`.
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { parentOf, podSecurityBehaviour } from '../facts/pod-security.ts';

export const seccompUnconfined = defineCheck({
  id: 'seccomp-unconfined',
  title: 'Container may make every system call',
  why: 'Seccomp is switched off, on nodes too that would apply the default profile. Most ways from a container into the kernel begin with a system call that no ordinary program makes and that the default profile refuses.',
  remedy: 'Set seccompProfile.type: RuntimeDefault, or a Localhost profile for a program that needs more.',
  severity: 'medium',
  layer: 'workload',
  threats: ['container-escape'],
  references: [
    'https://kubernetes.io/docs/reference/node/seccomp/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  aliases: [
    'pss:seccompProfile_baseline',
    'PSS-baseline',
    'KSV104',
    'C-0055',
    'polaris:linuxHardening',
    'kube-score:container-seccomp-profile',
    'T1611',
  ],
  appliesTo: 'workload',
  ...podSecurityBehaviour('seccompProfile_baseline', (workload, path) => {
    const note = 'A program that traces, mounts or loads code into the kernel may need a Localhost profile.';
    if (!path.endsWith('/seccompProfile/type')) return setRemedy(workload, path, 'runtime/default', note);
    return setRemedy(workload, parentOf(path), { type: 'RuntimeDefault' }, note);
  }),
});
