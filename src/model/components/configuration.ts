// SPDX-License-Identifier: Apache-2.0
// Which configuration documents a kubelet or kube-proxy reads.
import type { Inventory } from '../inventory.ts';
import type { KubernetesObject } from '../object.ts';
import type { Component, ComponentName } from './component.ts';
import { flag } from './flags.ts';
import { nodeRoots, rootOf, sourceOf } from './node-root.ts';

const kinds: Readonly<Partial<Record<ComponentName, string>>> = {
  kubelet: 'KubeletConfiguration',
  'kube-proxy': 'KubeProxyConfiguration',
};

/** A component with the documents that its flags name, the folder of drop-ins in the order of their names. */
export function withConfiguration(component: Component, inventory: Inventory): Component {
  if (kinds[component.name] === undefined) return component;
  const documents = documentsOf(component.name, inventory);
  const roots = nodeRoots(inventory);
  const root = rootOf(component.object, roots);
  // On a disk that was read as a whole, a path leads to one file; otherwise the end of a path is what is known.
  const lies = (document: KubernetesObject, path: string) =>
    root === undefined
      ? rootOf(document, roots) === undefined && sourceOf(document).endsWith(path)
      : sourceOf(document) === `${root}${path}`;
  const file = flag(component.flags, 'config')?.value;
  const folder = flag(component.flags, 'config-dir')?.value.replace(/\/*$/, '') ?? component.dropIns;
  const base = file === undefined ? [] : documents.filter((document) => lies(document, file));
  const dropIns =
    folder === undefined
      ? []
      : inOrder(documents.filter((document) => isDropIn(document) && lies(document, `${folder}/${baseName(document)}`)));
  const unread = file === undefined || base.length > 0 ? {} : { unread: file };
  return { ...component, configuration: [...base.slice(0, 1), ...dropIns], ...unread };
}

/**
 * The components of configuration documents that no program was seen to read: one for each file, with the drop-ins
 * where there is one file they can belong to. Without that file, what drop-ins leave out is not known.
 */
export function configuredAlone(name: ComponentName, inventory: Inventory, read: ReadonlySet<KubernetesObject>): Component[] {
  const roots = nodeRoots(inventory);
  const unread = documentsOf(name, inventory).filter((document) => !read.has(document));
  // What a kubelet told of itself is all of it: it has no drop-ins besides.
  const place = (document: KubernetesObject) => (document.origin.kind === 'cluster' ? document : rootOf(document, roots));
  return [...Map.groupBy(unread, place).values()].flatMap((documents) => aloneTogether(name, documents));
}

function aloneTogether(name: ComponentName, documents: readonly KubernetesObject[]): Component[] {
  const files = documents.filter((document) => !isDropIn(document));
  const dropIns = inOrder(documents.filter(isDropIn));
  const component = (object: KubernetesObject, configuration: readonly KubernetesObject[]): Component => ({
    name,
    object,
    flags: [],
    argumentsPath: '',
    configuration,
  });
  const alone = files.map((file) => component(file, files.length === 1 ? [file, ...dropIns] : [file]));
  if (files.length === 1) return alone;
  const incomplete = 'the file that this drop-in belongs to is not known';
  return [...alone, ...dropIns.map((dropIn) => ({ ...component(dropIn, [dropIn]), incomplete }))];
}

function documentsOf(name: ComponentName, { configurations }: Inventory): readonly KubernetesObject[] {
  const kind = kinds[name];
  return configurations.filter((document) => document.kind === kind);
}

/** The kubelet reads only `*.conf` of its folder of drop-ins, and its own file is by custom no such file. */
function isDropIn(document: KubernetesObject): boolean {
  return document.kind === 'KubeletConfiguration' && sourceOf(document).endsWith('.conf');
}

function inOrder(documents: readonly KubernetesObject[]): KubernetesObject[] {
  return documents.toSorted((a, b) => (sourceOf(a) < sourceOf(b) ? -1 : 1));
}

function baseName(document: KubernetesObject): string {
  return sourceOf(document).replace(/^.*\//, '');
}
