// SPDX-License-Identifier: Apache-2.0
// Reads rules: create of pods, and create, update and patch of what holds a template, are not allowed.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacCreateWorkloads = defineCheck({
  id: 'rbac-create-workloads',
  title: 'Role may run Pods as any ServiceAccount',
  why: 'Whoever makes Pods, by whatever workload, chooses their ServiceAccount and mounts every Secret and ConfigMap of the namespace. Without an admission policy they also choose the host and its files.',
  remedy:
    'Grant it where deployment is the task, in a namespace whose ServiceAccounts and Secrets may be known to the holder, with Pod Security enforced.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: ['kube-linter:access-to-create-pods', 'CIS-5.1.4', 'C-0188', 'KSV048', 'T1610'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.createWorkloads, {
    at: 'verbs',
    reason: 'may run Pods',
    advice: 'Grant it only by RoleBindings in namespaces that belong to the holder, with Pod Security enforced there.',
  }),
});
