// SPDX-License-Identifier: Apache-2.0
// The change that a command line describes: manifests to apply or delete, labels, a range of git revisions.
import { existsSync } from 'node:fs';
import { revisionFolder } from '../adapters/git/revision.ts';
import { policyOf } from '../engines/pod-security/index.ts';
import type { Inventory } from '../model/inventory.ts';
import type { KubernetesObject } from '../model/object.ts';
import { equal } from '../model/patch.ts';
import type { Problem } from '../model/problem.ts';
import { type Change, joined, type LabelEdit, noChange } from '../proof/change/change.ts';
import { identityOf, isClusterWide } from '../proof/change/identity.ts';
import type { KubernetesVersion } from '../model/version.ts';
import type { TextOf } from '../report/places.ts';
import { UsageError } from './exit-codes.ts';
import { type InventoryRead, readInventory } from './read-inventory.ts';
import type { Progress } from './terminal.ts';

export interface ChangeRead {
  readonly change: Change;
  /** Everything that the change applies or deletes, for its fingerprint. */
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly Problem[];
  readonly textOf: TextOf;
  /** What the first range of revisions begins with: the inventory where no other is named. */
  readonly base: Inventory | undefined;
}

/** How files are read. */
interface Reading {
  readonly include: readonly string[];
  readonly version: KubernetesVersion | undefined;
  readonly progress: Progress;
}

export interface ChangeArguments extends Reading {
  readonly applied: readonly string[];
  readonly deleted: readonly string[];
  readonly labels: readonly string[];
  /** Where manifests go that name no namespace. */
  readonly namespace: string | undefined;
}

/** Throws UsageError where an argument makes no sense. */
export async function readChange({ applied, deleted, labels, namespace, ...reading }: ChangeArguments): Promise<ChangeRead> {
  const parts: ChangeRead[] = [];
  for (const typed of applied) {
    const range = rangeIn(typed);
    if (range !== undefined) parts.push(await readRange(typed, range, reading));
  }
  const placed = (objects: readonly KubernetesObject[]) => objects.map((object) => inNamespace(object, namespace));
  const paths = applied.filter((typed) => rangeIn(typed) === undefined);
  if (paths.length > 0) {
    const { inventory, problems, textOf } = await readPaths(paths, reading);
    const objects = placed(inventory.objects);
    parts.push({ change: { ...noChange, applied: objects.map((object) => ({ object })) }, objects, problems, textOf, base: undefined });
  }
  if (deleted.length > 0) {
    const { inventory, problems, textOf } = await readPaths(deleted, reading);
    const objects = placed(inventory.objects);
    parts.push({ change: { ...noChange, deleted: objects }, objects, problems, textOf, base: undefined });
  }
  const edits = labelEdits(labels, namespace);
  return {
    change: joined([...parts.map(({ change }) => change), { ...noChange, labels: edits }]),
    objects: parts.flatMap(({ objects }) => objects),
    problems: parts.flatMap(({ problems }) => problems),
    textOf: (source) => parts.reduce<string | undefined>((text, part) => text ?? part.textOf(source), undefined),
    base: parts.find(({ base }) => base !== undefined)?.base,
  };
}

async function readPaths(
  paths: readonly string[],
  { include, version, progress }: Reading,
  named?: (source: string) => string,
): Promise<InventoryRead> {
  return await readInventory(paths, include, version, progress, { named });
}

function inNamespace(object: KubernetesObject, namespace: string | undefined): KubernetesObject {
  return namespace === undefined || object.namespace !== '' || isClusterWide(object.kind) ? object : { ...object, namespace };
}

interface Range {
  readonly from: string;
  /** '' for the working folder. */
  readonly to: string;
  readonly path: string | undefined;
}

/** `A..B`, `A..B:PATH`, `git:A..B:PATH`; without B the working folder. Undefined where a file has that name, or it is none. */
function rangeIn(typed: string): Range | undefined {
  if (existsSync(typed)) return undefined;
  const found = /^(?:git:)?([^:]+?)\.\.([^:./][^:]*?)?(?::(.*))?$/s.exec(typed);
  return found === null ? undefined : { from: found[1] ?? '', to: found[2] ?? '', path: found[3] };
}

async function readRange(typed: string, { from, to, path }: Range, reading: Reading): Promise<ChangeRead> {
  const old = await readRevision(typed, from, path, reading);
  const fresh = to === '' ? await readPaths([path ?? '.'], reading) : await readRevision(typed, to, path, reading);
  const before = new Map(old.inventory.objects.map((object) => [identityOf(object), object] as const));
  const after = new Set(fresh.inventory.objects.map(identityOf));
  const applied = fresh.inventory.objects.flatMap((object) => {
    const last = before.get(identityOf(object));
    if (last !== undefined && equal(last.body, object.body)) return [];
    return [{ object, ...(last === undefined ? {} : { last }) }];
  });
  const deleted = [...before].flatMap(([key, object]) => (after.has(key) ? [] : [object]));
  return {
    change: { applied, deleted, labels: [] },
    objects: [...applied.map(({ object }) => object), ...deleted],
    problems: [...old.problems, ...fresh.problems],
    textOf: (source) => fresh.textOf(source) ?? old.textOf(source),
    base: old.inventory,
  };
}

async function readRevision(typed: string, name: string, path: string | undefined, reading: Reading): Promise<InventoryRead> {
  const laidOut = await revisionFolder({ name, path });
  if ('reason' in laidOut) throw new UsageError(`${typed}: ${name} ${laidOut.reason}`);
  const { folder } = laidOut;
  try {
    // People know the revision, not where its files lie for the moment.
    const named = (source: string) => (source.startsWith(folder) ? `${name}:${source.slice(folder.length + 1)}` : source);
    const read = await readPaths([folder], reading, named);
    // The files are gone when something of them is quoted.
    const sources = new Set(read.inventory.objects.flatMap(({ origin }) => (origin.kind === 'file' ? origin.source : [])));
    const texts = new Map([...sources].map((source) => [source, read.textOf(source)] as const));
    return { ...read, textOf: (source) => texts.get(source) };
  } finally {
    laidOut.remove();
  }
}

/** `namespace/prod key=value other- deployment/web -n shop …`: each label is for the object that is named before it. */
function labelEdits(words: readonly string[], namespace: string | undefined): LabelEdit[] {
  let target: Pick<LabelEdit, 'kind' | 'namespace' | 'name'> | undefined;
  const edits: LabelEdit[] = [];
  for (const word of words) {
    const pair = /^([^=]+)=(.*)$/s.exec(word);
    const removed = pair === null && word.endsWith('-') ? word.slice(0, -1) : undefined;
    if (pair === null && removed === undefined) {
      target = targetIn(word, namespace);
      continue;
    }
    if (target === undefined) throw new UsageError(`--label ${word}: say of what first, as in --label namespace/prod ${word}`);
    const edit = { ...target, key: pair?.[1] ?? removed ?? '', value: pair?.[2] };
    const [refused] = edit.kind === 'Namespace' && edit.value !== undefined ? policyOf({ [edit.key]: edit.value }).errors : [];
    if (refused !== undefined) throw new UsageError(`--label ${word}: the API server refuses it: ${refused.message}`);
    edits.push(edit);
  }
  if (words.length > 0 && edits.length === 0)
    throw new UsageError(`--label ${words.join(' ')}: no label is named, as in --label namespace/prod key=value`);
  return edits;
}

const kinds: Readonly<Record<string, string>> = {
  namespace: 'Namespace',
  namespaces: 'Namespace',
  ns: 'Namespace',
  node: 'Node',
  nodes: 'Node',
  pod: 'Pod',
  pods: 'Pod',
  po: 'Pod',
  deployment: 'Deployment',
  deployments: 'Deployment',
  deploy: 'Deployment',
  statefulset: 'StatefulSet',
  daemonset: 'DaemonSet',
  service: 'Service',
  svc: 'Service',
  clusterrole: 'ClusterRole',
  serviceaccount: 'ServiceAccount',
  sa: 'ServiceAccount',
};

function targetIn(word: string, namespace: string | undefined) {
  const parts = word.split('/');
  const [typed = '', middle = '', last] = parts;
  const kind = kinds[typed.toLowerCase()] ?? (/^[A-Z]/.test(typed) ? typed : undefined);
  const isNamespaced = kind !== undefined && !isClusterWide(kind);
  if (kind === undefined || middle === '' || parts.length > (isNamespaced ? 3 : 2))
    throw new UsageError(`--label ${word}: it looks like namespace/NAME, or deployment/NAMESPACE/NAME; NAME may be *`);
  if (!isNamespaced) return { kind, namespace: '', name: middle };
  return last === undefined ? { kind, namespace: namespace ?? 'default', name: middle } : { kind, namespace: middle, name: last };
}
