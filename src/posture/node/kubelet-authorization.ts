// SPDX-License-Identifier: Apache-2.0
// Reads --authorization-mode and authorization.mode of kubelet.
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { byFile, mustNotInclude } from '../facts/component-demands.ts';

export const kubeletAuthorization = defineNodeComponentCheck({
  id: 'kubelet-authorization',
  title: 'Kubelet allows every request',
  why: 'Whoever authenticates to the kubelet, the API server or any service account, may then run commands in every pod of the node.',
  remedy: 'Set authorization.mode to Webhook.',
  severity: 'critical',
  layer: 'node',
  threats: ['unauthorized-access', 'container-escape'],
  aliases: ['CIS-4.2.2', 'T1609'],
  component: 'kubelet',
  judge: mustNotInclude(
    { flag: 'authorization-mode', field: '/authorization/mode', type: 'string', default: byFile('Webhook', 'AlwaysAllow') },
    'AlwaysAllow',
    'Webhook',
    'Clients of the kubelet that no role grants nodes/metrics, nodes/log or nodes/proxy are refused from then on.',
  ),
});
