// SPDX-License-Identifier: Apache-2.0
// Reads files[*].mode of the evidence of a node; no bit outside 600 is allowed.
import { defineNodeFileCheck, nodePaths } from '../facts/node-files.ts';

export const privateKeyFilePermissions = defineNodeFileCheck({
  id: 'private-key-file-permissions',
  title: 'Private keys of the cluster are open to others on the node',
  why: 'Whoever reads the key of the authority signs a certificate for system:masters and is cluster-admin until the authority is replaced.',
  remedy: 'Set mode 600 or a narrower one.',
  severity: 'critical',
  threats: ['unauthorized-access'],
  aliases: ['CIS-1.1.21', 'T1552.004'],
  files: nodePaths.privateKeys,
  allows: { mode: 0o600 },
});
