// SPDX-License-Identifier: Apache-2.0
// Reads --hostname-override of kubelet.
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { mustNotBeGiven } from '../facts/component-demands.ts';

export const kubeletHostnameOverride = defineNodeComponentCheck({
  id: 'kubelet-hostname-override',
  title: 'Kubelet goes by another name than its host',
  why: 'Certificates and audit records name the node by the override; a host that can choose it may pass for another, and addresses in certificates may not match.',
  remedy: 'Remove --hostname-override where the platform does not need it.',
  severity: 'info',
  layer: 'node',
  threats: ['unauthorized-access'],
  aliases: ['CIS-4.2.7'],
  component: 'kubelet',
  judge: mustNotBeGiven({ flag: 'hostname-override' }, 'Some cloud providers need the name they know the node by.'),
});
