// SPDX-License-Identifier: Apache-2.0
// Reads files[*].owner and group of the evidence of a node; root:root is allowed.
import { defineNodeFileCheck, nodePaths } from '../facts/node-files.ts';

export const kubeletFileOwnership = defineNodeFileCheck({
  id: 'kubelet-file-ownership',
  title: 'Configuration of the kubelet does not belong to root',
  why: 'Its owner lets everybody run commands in all Pods of the node, or starts programs as root.',
  remedy: 'Give these files to root:root.',
  severity: 'high',
  threats: ['privilege-escalation'],
  aliases: ['CIS-4.1.2', 'CIS-4.1.10'],
  files: nodePaths.kubelet,
  allows: { owner: 'root:root' },
});
