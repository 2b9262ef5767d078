// SPDX-License-Identifier: Apache-2.0
// Reads files[*].owner and group of the evidence of a node; root:root is allowed.
import { defineNodeFileCheck, nodePaths } from '../facts/node-files.ts';

export const kubeconfigFileOwnership = defineNodeFileCheck({
  id: 'kubeconfig-file-ownership',
  title: 'Kubeconfigs of the node do not belong to root',
  why: 'Their owner reads the private keys in them and is then the administrator, a component or the kubelet.',
  remedy: 'Give these files to root:root.',
  severity: 'high',
  threats: ['unauthorized-access'],
  aliases: ['CIS-1.1.14', 'CIS-1.1.16', 'CIS-1.1.18', 'CIS-4.1.4', 'CIS-4.1.6'],
  files: nodePaths.kubeconfigs,
  allows: { owner: 'root:root' },
});
