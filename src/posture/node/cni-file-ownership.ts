// SPDX-License-Identifier: Apache-2.0
// Reads files[*].owner and group of the evidence of a node; root:root is allowed.
import { defineNodeFileCheck, nodePaths } from '../facts/node-files.ts';

export const cniFileOwnership = defineNodeFileCheck({
  id: 'cni-file-ownership',
  title: 'Configuration of the pod network does not belong to root',
  why: 'Its owner has a program of their choice started as root with every Pod.',
  remedy: 'Give these files to root:root.',
  severity: 'medium',
  threats: ['network-attack'],
  aliases: ['CIS-1.1.10'],
  files: nodePaths.cni,
  allows: { owner: 'root:root' },
});
