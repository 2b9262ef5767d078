// SPDX-License-Identifier: Apache-2.0
// Reads --disable-admission-plugins of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustNotInclude } from '../facts/component-demands.ts';

export const apiServerServiceAccountAdmission = defineComponentCheck({
  id: 'api-server-service-account-admission',
  title: 'Admission plugin ServiceAccount is off',
  why: 'The plugin refuses pods with accounts that do not exist and with tokens they may not mount, and gives each pod its own token; without it pods mount what they like.',
  remedy: 'Take ServiceAccount out of --disable-admission-plugins.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  aliases: ['CIS-1.2.12'],
  component: 'kube-apiserver',
  judge: mustNotInclude(
    { flag: 'disable-admission-plugins', default: '' },
    'ServiceAccount',
    undefined,
    'Pods whose ServiceAccount does not exist are refused, and all others get a token.',
  ),
});
