// SPDX-License-Identifier: Apache-2.0
// Reads files[*].owner and group of the evidence of a node; root:root is allowed.
import { defineNodeFileCheck, nodePaths } from '../facts/node-files.ts';

export const staticPodFileOwnership = defineNodeFileCheck({
  id: 'static-pod-file-ownership',
  title: 'Manifests of static Pods do not belong to root',
  why: 'Their owner can make them writable again and runs any Pod as root past admission.',
  remedy: 'Give these files to root:root.',
  severity: 'high',
  threats: ['privilege-escalation'],
  aliases: ['CIS-1.1.2', 'CIS-1.1.4', 'CIS-1.1.6', 'CIS-1.1.8'],
  files: nodePaths.staticPods,
  allows: { owner: 'root:root' },
});
