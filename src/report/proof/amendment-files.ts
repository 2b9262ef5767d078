// SPDX-License-Identifier: Apache-2.0
// Amendments as files for kubectl: manifests side by side, patches in a folder of their own, which `kubectl apply -f` passes over, and a
// script that applies them.
import { dump } from 'js-yaml';
import type { Amendment } from '../../harden/amendments/amendment.ts';
import { namespaceOf } from '../../engines/network/index.ts';
import type { JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Patch } from '../../model/patch.ts';
import { stringify } from '../stringify.ts';
import { printable } from '../style.ts';

export interface AmendmentFile {
  /** With slashes, within the folder. */
  readonly name: string;
  readonly text: string;
}

/** In the order that all formats tell amendments: first what mends most. */
export function amendmentsShown(amendments: readonly Amendment[]): readonly Amendment[] {
  return amendments.toSorted((a, b) => b.mends.length - a.mends.length);
}

/** The script comes last. */
export function amendmentFiles(amendments: readonly Amendment[]): AmendmentFile[] {
  const digits = String(amendments.length).length;
  const files: AmendmentFile[] = [];
  const commands: string[] = [];
  for (const [index, amendment] of amendmentsShown(amendments).entries()) {
    const stem = `${String(index + 1).padStart(digits, '0')}-${slug(amendment.title)}`;
    const { manifests, patches } = amendment;
    if (manifests.length > 0)
      files.push({ name: `${stem}.yaml`, text: `${comments(amendment)}${manifests.map(manifestYaml).join('---\n')}` });
    for (const [at, { object, patch }] of patches.entries()) {
      const name = `patches/${stem}${patches.length === 1 ? '' : `-${at + 1}`}.json`;
      files.push({ name, text: patchJson(patch) });
      commands.push(`${at === 0 ? comments(amendment) : ''}${patchCommand(object, name)}\n`);
    }
  }
  const script = `#!/bin/sh\n# Applies the patches of a proof to the cluster of the current context.\nset -eu\ncd "$(dirname "$0")"\n\n${commands.join('\n')}`;
  return commands.length === 0 ? files : [...files, { name: 'patch.sh', text: script }];
}

export function manifestYaml(manifest: JsonObject): string {
  return dump(manifest, { lineWidth: 120 });
}

/** One operation a line. */
export function patchJson(patch: Patch): string {
  return `[\n${patch.map((operation) => `  ${stringify(operation)}`).join(',\n')}\n]\n`;
}

/** `kubectl patch Deployment.v1.apps/web --namespace=shop --type=json --patch-file=FILE`. */
export function patchCommand(object: KubernetesObject, file: string): string {
  const [version = '', group = ''] = object.apiVersion.split('/').toReversed();
  const kind = group === '' ? object.kind : `${object.kind}.${version}.${group}`;
  const namespace = object.namespace === '' && isClusterScoped(object) ? [] : [`--namespace=${namespaceOf(object)}`];
  return ['kubectl', 'patch', `${kind}/${object.name}`, ...namespace, '--type=json', `--patch-file=${file}`].map(shellWord).join(' ');
}

function isClusterScoped({ kind }: KubernetesObject): boolean {
  return /^(?:Namespace|Node|ClusterRole|ClusterRoleBinding)$/.test(kind);
}

function shellWord(word: string): string {
  const text = printable(word);
  return /^[\w./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function comments({ title, notes, proven }: Amendment): string {
  const lines = [title, ...(proven ? [] : ['Not all of it is mended by this.']), ...notes.map((note) => `! ${note}`)];
  return lines.map((line) => `# ${printable(line.replaceAll(/\s+/g, ' '))}\n`).join('');
}

function slug(title: string): string {
  return (
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 60)
      .replaceAll(/^-|-$/g, '') || 'amendment'
  );
}
