// SPDX-License-Identifier: Apache-2.0
// Reads --enable-admission-plugins of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { likelySafely, mustInclude } from '../facts/component-demands.ts';

export const apiServerNodeRestriction = defineComponentCheck({
  id: 'api-server-node-restriction',
  title: 'Admission plugin NodeRestriction is off',
  why: 'The kubelet of one node can then change the labels, taints and pods of others, and draws workloads with Secrets to the node that was taken over.',
  remedy: 'Add NodeRestriction to --enable-admission-plugins.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  aliases: ['CIS-1.2.14'],
  component: 'kube-apiserver',
  judge: likelySafely(
    mustInclude(
      { flag: 'enable-admission-plugins', default: '' },
      'NodeRestriction',
      'A kubelet that sets labels of its node under node-restriction.kubernetes.io, or has a name that is not its node’s, is refused.',
    ),
  ),
});
