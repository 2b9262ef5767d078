// SPDX-License-Identifier: Apache-2.0
// Reads --enable-admission-plugins of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustInclude } from '../facts/component-demands.ts';

export const apiServerEventRateLimit = defineComponentCheck({
  id: 'api-server-event-rate-limit',
  title: 'Events are not limited in rate',
  why: 'A workload that fails in a loop, or an attacker who hides in noise, floods the API server and etcd with Events.',
  remedy: 'Enable the admission plugin EventRateLimit with limits in an AdmissionConfiguration.',
  severity: 'info',
  layer: 'cluster',
  threats: ['network-attack'],
  aliases: ['CIS-1.2.9', 'T1499'],
  component: 'kube-apiserver',
  judge: mustInclude(
    { flag: 'enable-admission-plugins', default: '' },
    'EventRateLimit',
    'The plugin needs its limits in the file of --admission-control-config-file.',
  ),
});
