// SPDX-License-Identifier: Apache-2.0
// Reads --read-only-port and readOnlyPort of kubelet.
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { byFile, mustNotBe } from '../facts/component-demands.ts';

export const kubeletReadOnlyPort = defineNodeComponentCheck({
  id: 'kubelet-read-only-port',
  title: 'Kubelet serves pods to everybody on the read-only port',
  why: 'Port 10255 tells without any credentials which pods run on the node, with their whole specification: names, environment, volumes.',
  remedy: 'Set readOnlyPort to 0.',
  severity: 'high',
  layer: 'node',
  threats: ['data-exposure', 'unauthorized-access'],
  aliases: ['CIS-4.2.4', 'T1613'],
  component: 'kubelet',
  judge: mustNotBe(
    { flag: 'read-only-port', field: '/readOnlyPort', type: 'number', default: byFile('0', '10255') },
    (value) => Number(value) !== 0,
    'is not 0',
    0,
    'Old metrics agents read this port.',
  ),
});
