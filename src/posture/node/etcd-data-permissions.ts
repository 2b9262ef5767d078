// SPDX-License-Identifier: Apache-2.0
// Reads files[*].mode of the evidence of a node; no bit outside 700 is allowed.
import { defineNodeFileCheck, nodePaths } from '../facts/node-files.ts';

export const etcdDataPermissions = defineNodeFileCheck({
  id: 'etcd-data-permissions',
  title: 'Data of etcd are open to others on the node',
  why: 'The folder holds everything the cluster stores: whoever reads it has every Secret that is not encrypted.',
  remedy: 'Set mode 700 or a narrower one.',
  severity: 'high',
  threats: ['data-exposure'],
  aliases: ['CIS-1.1.11'],
  files: nodePaths.etcdData,
  allows: { mode: 0o700 },
});
