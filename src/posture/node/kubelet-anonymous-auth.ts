// SPDX-License-Identifier: Apache-2.0
// Reads --anonymous-auth and authentication.anonymous.enabled of kubelet.
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { byFile, mustBe } from '../facts/component-demands.ts';

export const kubeletAnonymousAuth = defineNodeComponentCheck({
  id: 'kubelet-anonymous-auth',
  title: 'Kubelet accepts requests without credentials',
  why: 'Whoever reaches port 10250 may then run commands in every pod of the node and read their logs, without a trace in the audit log of the API server.',
  remedy: 'Set authentication.anonymous.enabled to false.',
  severity: 'critical',
  layer: 'node',
  threats: ['unauthorized-access', 'container-escape'],
  aliases: ['CIS-4.2.1', 'T1133', 'T1609'],
  component: 'kubelet',
  judge: mustBe(
    { flag: 'anonymous-auth', field: '/authentication/anonymous/enabled', type: 'boolean', default: byFile('false', 'true') },
    false,
    'Probes and scrapers that come without credentials are refused from then on.',
  ),
});
