// SPDX-License-Identifier: Apache-2.0
// Reads rules: update and patch of pods are allowed only by resourceNames.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacChangePods = defineCheck({
  id: 'rbac-change-pods',
  title: 'Role may change running Pods',
  why: 'An update of a Pod can swap the image of a container, which then runs with the ServiceAccount and the Secrets of that Pod; new labels put it behind other Services or outside NetworkPolicies.',
  remedy: 'Change the controller that makes the Pods instead, and leave Pods to be read.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation', 'container-escape'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement',
  ],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.changePods, {
    at: 'verbs',
    reason: 'may change any Pod',
    advice: 'Remove update and patch on pods: change the workload that makes them instead.',
  }),
});
