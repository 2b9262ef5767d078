// SPDX-License-Identifier: Apache-2.0
// Reads files[*].mode of the evidence of a node; no bit outside 600 is allowed.
import { defineNodeFileCheck, nodePaths } from '../facts/node-files.ts';

export const staticPodFilePermissions = defineNodeFileCheck({
  id: 'static-pod-file-permissions',
  title: 'Manifests of static Pods are open to others on the node',
  why: 'Whoever may write them runs any Pod as root past admission; whoever may read them learns where the keys of the control plane lie.',
  remedy: 'Set mode 600 or a narrower one.',
  severity: 'high',
  threats: ['privilege-escalation'],
  aliases: ['CIS-1.1.1', 'CIS-1.1.3', 'CIS-1.1.5', 'CIS-1.1.7'],
  files: nodePaths.staticPods,
  allows: { mode: 0o600 },
});
