// SPDX-License-Identifier: Apache-2.0
// Reads --use-service-account-credentials of kube-controller-manager.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBe } from '../facts/component-demands.ts';

export const controllerManagerServiceAccountCredentials = defineComponentCheck({
  id: 'controller-manager-service-account-credentials',
  title: 'Controllers share one powerful account',
  why: 'All controllers then act with the rights of the controller manager itself, so a flaw in one of them has the rights of all, and the audit log cannot tell them apart.',
  remedy: 'Set --use-service-account-credentials=true.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  aliases: ['CIS-1.3.3'],
  component: 'kube-controller-manager',
  judge: mustBe(
    { flag: 'use-service-account-credentials', default: 'false' },
    true,
    'Needs RBAC with its default roles, and the key that signs tokens.',
  ),
});
