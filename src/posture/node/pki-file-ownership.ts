// SPDX-License-Identifier: Apache-2.0
// Reads files[*].owner and group of the evidence of a node; root:root is allowed.
import { defineNodeFileCheck, nodePaths } from '../facts/node-files.ts';

export const pkiFileOwnership = defineNodeFileCheck({
  id: 'pki-file-ownership',
  title: 'Certificates and keys of the cluster do not belong to root',
  why: 'Their owner replaces an authority or reads its key, and then signs certificates for any user.',
  remedy: 'Give these files to root:root.',
  severity: 'high',
  threats: ['unauthorized-access'],
  aliases: ['CIS-1.1.19', 'CIS-4.1.8'],
  files: nodePaths.pki,
  allows: { owner: 'root:root' },
});
