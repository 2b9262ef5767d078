// SPDX-License-Identifier: Apache-2.0
// Reads --enable-admission-plugins of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustInclude } from '../facts/component-demands.ts';

export const apiServerExternalIps = defineComponentCheck({
  id: 'api-server-external-ips',
  title: 'Services may claim external IP addresses',
  why: 'Whoever may create a Service takes over the traffic to any address by naming it in externalIPs, and reads or changes what other pods send there.',
  remedy: 'Enable the admission plugin DenyServiceExternalIPs, or hold the same rule in a policy.',
  severity: 'info',
  layer: 'cluster',
  threats: ['network-attack'],
  aliases: ['CIS-1.2.3'],
  component: 'kube-apiserver',
  judge: mustInclude(
    { flag: 'enable-admission-plugins', default: '' },
    'DenyServiceExternalIPs',
    'Services that use externalIPs cannot be changed any more.',
  ),
});
