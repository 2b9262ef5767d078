// SPDX-License-Identifier: Apache-2.0
// What of a node's files a PersistentVolume shows.
import { field, isArray, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { normalHostPath } from './host-paths.ts';
import { isRuntimeSocket, runtimeSocketBelow } from './runtime-sockets.ts';
import { isSensitivePath } from './sensitive-paths.ts';

export interface NodePath {
  readonly source: 'hostPath' | 'local';
  /** The path as it is written. */
  readonly written: string;
  /** What it shows of what must not be shown; undefined where that is nothing. */
  readonly sensitive: string | undefined;
}

/** The path of a node behind a PersistentVolume; undefined where the volume is of another kind. */
export function nodePathOf({ body }: KubernetesObject): NodePath | undefined {
  const spec = field(body, 'spec');
  for (const source of ['hostPath', 'local'] as const) {
    const written = stringField(field(spec, source), 'path') ?? '';
    if (written === '') continue;
    const modes = field(spec, 'accessModes');
    const isReadOnly = isArray(modes) && modes.length > 0 && modes.every((mode) => mode === 'ReadOnlyMany');
    return { source, written, sensitive: sensitivePlace(normalHostPath(written), source, !isReadOnly) };
  }
  return undefined;
}

function sensitivePlace(path: string, source: string, writable: boolean): string | undefined {
  // A disk of the node given to pods is what local volumes are for.
  if (source === 'local' && path.startsWith('/dev/')) return undefined;
  return isSensitivePath(path, writable) || isRuntimeSocket(path) ? path : runtimeSocketBelow(path);
}
