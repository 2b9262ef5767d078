// SPDX-License-Identifier: Apache-2.0
// Reads rules: update and patch of pods/ephemeralcontainers are not allowed.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacEphemeralContainers = defineCheck({
  id: 'rbac-ephemeral-containers',
  title: 'Role may add containers to running Pods',
  why: 'An ephemeral container joins the namespaces of a running Pod with an image of the caller: it sees the processes, the network and, with a target container, the files of the program.',
  remedy: 'Remove pods/ephemeralcontainers; grant it for a limited time to those who debug.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation', 'data-exposure'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/',
  ],
  aliases: ['T1610'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.ephemeralContainers, {
    at: 'resources',
    reason: 'may add ephemeral containers',
    advice: 'Remove the subresource; grant it for a limited time to whom it is needed by.',
  }),
});
