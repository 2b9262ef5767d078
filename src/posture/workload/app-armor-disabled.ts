// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.appArmorProfile.type of pod and containers, and the annotations that came before it; RuntimeDefault,
// Localhost and absent are allowed. Pod security control `appArmorProfile`.
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { parentOf, podSecurityBehaviour } from '../facts/pod-security.ts';

export const appArmorDisabled = defineCheck({
  id: 'app-armor-disabled',
  title: 'AppArmor does not confine the container',
  why: 'The default profile of the runtime keeps a container from mounting, from writing to /proc and /sys and from tracing others. Unconfined, a flaw in the program or the kernel has one obstacle less.',
  remedy: 'Leave the profile out, so that nodes with AppArmor apply the default of the runtime, or name a Localhost profile.',
  severity: 'medium',
  layer: 'workload',
  threats: ['container-escape'],
  references: [
    'https://kubernetes.io/docs/tutorials/security/apparmor/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  aliases: ['pss:appArmorProfile', 'PSS-baseline', 'KSV002', 'C-0055', 'polaris:linuxHardening', 'T1611'],
  appliesTo: 'workload',
  // Removed, not set to RuntimeDefault: a node without AppArmor refuses a pod that asks for a profile.
  ...podSecurityBehaviour('appArmorProfile', (_, path) =>
    removeRemedy(
      path.endsWith('/appArmorProfile/type') ? parentOf(path) : path,
      'On nodes with AppArmor the default profile of the runtime then applies.',
    ),
  ),
});
