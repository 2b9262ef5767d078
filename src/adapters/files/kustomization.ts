// SPDX-License-Identifier: Apache-2.0
import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Marker, readMarker, stringsIn } from './marker.ts';

/** What a kustomization names on this disk, as real paths. */
export interface Kustomization {
  /** The folder's name in output. */
  readonly name: string;
  readonly folder: string;
  /** A component changes the kustomization that includes it, and cannot be rendered alone. */
  readonly isComponent: boolean;
  /** Says nothing but what belongs to it: then it renders to these files as they are. */
  readonly isList: boolean;
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  /** Those of `files` that hold changes to objects, not objects. */
  readonly patches: ReadonlySet<string>;
  /** Resources it names that are not on this disk, as it names them. */
  readonly absent: readonly string[];
}

export const kustomizationFiles: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

const resourceFields = ['resources', 'bases', 'components'];
const folderFields = [...resourceFields, 'generators', 'transformers', 'validators'];
const patchFields = ['patches', 'patchesStrategicMerge', 'patchesJson6902'];
const listFields = ['apiVersion', 'kind', 'metadata', 'resources'];

/** Reads the kustomization that `file` in `folder` is; undefined where it is an object of another API, as Flux has one of that name. */
export function readKustomization(name: string, folder: string, file: string): Kustomization | undefined {
  const marker = readMarker(path.join(folder, file));
  const version = marker['apiVersion'];
  if (typeof version === 'string' && !version.startsWith('kustomize.config.k8s.io/')) return undefined;
  const resources = entriesOf(marker, resourceFields);
  const absent = resources.filter((entry) => located(folder, entry) === undefined);
  return {
    name,
    folder,
    isComponent: marker['kind'] === 'Component',
    isList: resources.length > 0 && absent.length === 0 && Object.keys(marker).every((field) => listFields.includes(field)),
    files: pathsOf('file', folder, fileEntries(marker)),
    folders: pathsOf('folder', folder, entriesOf(marker, folderFields)),
    patches: pathsOf('file', folder, entriesOf(marker, patchFields)),
    absent,
  };
}

function entriesOf(marker: Marker, fields: readonly string[]): string[] {
  return fields.flatMap((field) => stringsIn(marker[field]));
}

/** Every string that may name a file: generators have `key=file`. The kind does not, though a kustomization's own file may be called so. */
function fileEntries(marker: Marker): string[] {
  return stringsIn({ ...marker, kind: '' }).flatMap((text) => [text, text.slice(text.indexOf('=') + 1)]);
}

function pathsOf(kind: Located['kind'], folder: string, entries: readonly string[]): ReadonlySet<string> {
  return new Set(entries.flatMap((entry) => located(folder, entry) ?? []).flatMap((found) => (found.kind === kind ? found.path : [])));
}

interface Located {
  readonly kind: 'file' | 'folder';
  readonly path: string;
}

/** What an entry names, such as `api.yaml` or `../base`. Most strings name nothing. */
function located(folder: string, entry: string): Located | undefined {
  if (entry === '' || entry.includes('\n')) return undefined;
  try {
    const real = realpathSync.native(path.resolve(folder, entry));
    return { kind: statSync(real).isDirectory() ? 'folder' : 'file', path: real };
  } catch {
    return undefined;
  }
}
