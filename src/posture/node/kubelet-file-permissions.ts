// SPDX-License-Identifier: Apache-2.0
// Reads files[*].mode of the evidence of a node; no bit outside 600 is allowed.
import { defineNodeFileCheck, nodePaths } from '../facts/node-files.ts';

export const kubeletFilePermissions = defineNodeFileCheck({
  id: 'kubelet-file-permissions',
  title: 'Configuration of the kubelet is open to others on the node',
  why: 'Whoever may write it lets everybody run commands in all Pods of the node; its service file starts programs as root.',
  remedy: 'Set mode 600 or a narrower one.',
  severity: 'medium',
  threats: ['privilege-escalation'],
  aliases: ['CIS-4.1.1', 'CIS-4.1.9'],
  files: nodePaths.kubelet,
  allows: { mode: 0o600 },
});
