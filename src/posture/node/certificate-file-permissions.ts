// SPDX-License-Identifier: Apache-2.0
// Reads files[*].mode of the evidence of a node; no bit outside 644 is allowed.
import { defineNodeFileCheck, nodePaths } from '../facts/node-files.ts';

export const certificateFilePermissions = defineNodeFileCheck({
  id: 'certificate-file-permissions',
  title: 'Certificates of the cluster are writable for others on the node',
  why: 'Whoever may write the certificate of an authority makes the components trust one of their own.',
  remedy: 'Set mode 644 or a narrower one.',
  severity: 'medium',
  threats: ['unauthorized-access'],
  aliases: ['CIS-1.1.20', 'CIS-4.1.7'],
  files: nodePaths.certificates,
  allows: { mode: 0o644 },
});
