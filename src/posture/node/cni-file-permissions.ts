// SPDX-License-Identifier: Apache-2.0
// Reads files[*].mode of the evidence of a node; no bit outside 600 is allowed.
import { defineNodeFileCheck, nodePaths } from '../facts/node-files.ts';

export const cniFilePermissions = defineNodeFileCheck({
  id: 'cni-file-permissions',
  title: 'Configuration of the pod network is open to others on the node',
  why: 'Whoever may write it has a program of their choice started as root with every Pod; some plugins keep a token beside it.',
  remedy: 'Set mode 600 or a narrower one.',
  severity: 'medium',
  threats: ['network-attack'],
  aliases: ['CIS-1.1.9'],
  files: nodePaths.cni,
  allows: { mode: 0o600 },
});
