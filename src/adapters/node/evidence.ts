// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { hostname } from 'node:os';
import type { NodeDisk } from './disk.ts';
import type { SeenFile } from './files.ts';
import type { RunningProcess } from './processes.ts';

/** What was seen of a node as a NodeEvidence object: a text with a line for each file and argument, so that findings have a place. */
export function evidenceText(disk: NodeDisk, files: readonly SeenFile[], processes: readonly RunningProcess[]): string {
  const lines = [
    'apiVersion: rampart.dev/v1alpha1',
    'kind: NodeEvidence',
    'metadata:',
    `  name: ${quoted(nodeName(disk))}`,
    `root: ${quoted(disk.name)}`,
    ...list('files', files.map(fileLines)),
    ...list('processes', processes.map(processLines)),
  ];
  return `${lines.join('\n')}\n`;
}

function fileLines({ path: file, mode, owner, group }: SeenFile): string[] {
  const known = Object.entries({ path: file, mode, owner, group }).flatMap(([key, value]) =>
    value === undefined ? [] : `${key}: ${quoted(value)}`,
  );
  return [`  - { ${known.join(', ')} }`];
}

function processLines({ command, from, inPod, incomplete }: RunningProcess): string[] {
  return [
    '  - command:',
    ...command.map((word) => `      - ${quoted(word)}`),
    ...(from.length === 0 ? [] : [`    from: [${from.map(quoted).join(', ')}]`]),
    ...(inPod === undefined ? [] : ['    inPod: true']),
    ...(incomplete === undefined ? [] : [`    incomplete: ${quoted(incomplete)}`]),
  ];
}

function list(key: string, items: readonly (readonly string[])[]): string[] {
  return items.length === 0 ? [`${key}: []`] : [`${key}:`, ...items.flat()];
}

/** JSON is YAML; the two line ends that only YAML knows of are written out. */
function quoted(value: string | number): string {
  return JSON.stringify(value).replace(
    /[\u0085\u2028\u2029\u007f-\u009f\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** As the node calls itself; a copy without a name goes by its folder. */
function nodeName(disk: NodeDisk): string {
  const text = disk.text('/etc/hostname');
  const own =
    typeof text === 'string'
      ? (text
          .split('\n')
          .map((line) => line.trim())
          .find((line) => line !== '' && !line.startsWith('#')) ?? '')
      : '';
  if (/^[\w.-]{1,253}$/.test(own)) return own.toLowerCase();
  return disk.name === '' ? hostname() : path.posix.basename(disk.name);
}
