// SPDX-License-Identifier: Apache-2.0
// Reads rules: create of pods/exec and pods/attach is not allowed, before 1.35 get neither.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

const fault = {
  at: 'resources',
  reason: 'may run commands in Pods',
  advice: 'Remove the subresource; grant it for a limited time to whom it is needed by.',
} as const;

export const rbacPodExec = defineCheck({
  id: 'rbac-pod-exec',
  title: 'Role may run commands in Pods',
  why: 'Whoever runs commands in a container reads its Secrets and token, and acts as its ServiceAccount. Nothing of that goes through review.',
  remedy: 'Remove pods/exec and pods/attach; grant them for a limited time when they are needed.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation', 'data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: ['C-0002', 'KSV053', 'T1609', 'polaris:clusterrolePodExecAttach', 'polaris:rolePodExecAttach'],
  appliesTo: { kinds: roleKinds },
  versions: [
    { since: '1.0', evaluate: onPower(powers.executeByGet, fault) },
    { since: '1.35', evaluate: onPower(powers.execute, fault) },
  ],
});
