// SPDX-License-Identifier: Apache-2.0
// Reads files[*].mode of the evidence of a node; no bit outside 600 is allowed.
import { defineNodeFileCheck, nodePaths } from '../facts/node-files.ts';

export const kubeconfigFilePermissions = defineNodeFileCheck({
  id: 'kubeconfig-file-permissions',
  title: 'Kubeconfigs of the node are open to others on it',
  why: 'They hold the private keys of the administrator, the components or the kubelet: whoever reads one is that user.',
  remedy: 'Set mode 600 or a narrower one.',
  severity: 'high',
  threats: ['unauthorized-access'],
  aliases: ['CIS-1.1.13', 'CIS-1.1.15', 'CIS-1.1.17', 'CIS-4.1.3', 'CIS-4.1.5', 'T1552.001'],
  files: nodePaths.kubeconfigs,
  allows: { mode: 0o600 },
});
