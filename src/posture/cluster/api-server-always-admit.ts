// SPDX-License-Identifier: Apache-2.0
// Reads --enable-admission-plugins of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustNotInclude } from '../facts/component-demands.ts';

export const apiServerAlwaysAdmit = defineComponentCheck({
  id: 'api-server-always-admit',
  title: 'Admission plugin AlwaysAdmit is on',
  why: 'AlwaysAdmit is deprecated and admits whatever reaches it; that it is on says that somebody meant to switch admission off.',
  remedy: 'Take AlwaysAdmit out of --enable-admission-plugins.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  aliases: ['CIS-1.2.10'],
  component: 'kube-apiserver',
  judge: mustNotInclude({ flag: 'enable-admission-plugins', default: '' }, 'AlwaysAdmit', undefined),
});
