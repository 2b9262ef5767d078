// SPDX-License-Identifier: Apache-2.0
// What `who-can` and `can` read, and how their words are told from paths.
import { existsSync } from 'node:fs';
import type { Gap, Inventory } from '../model/inventory.ts';
import type { Problem } from '../model/problem.ts';
import { permissionKinds } from '../proof/evidence-kinds.ts';
import { rbacWrongTypes } from '../posture/facts/rbac.ts';
import type { Where } from '../proof/permissions/asked.ts';
import { openDocument, type TextOf } from '../report/places.ts';
import { fieldPath } from '../report/quote.ts';
import { type ClusterSelection, clusterTarget } from './cluster-options.ts';
import { UsageError } from './exit-codes.ts';
import { gapProblems, reportProblems } from './problems.ts';
import { readInventory } from './read-inventory.ts';
import { stderrProgress } from './terminal.ts';

const group = 'rbac.authorization.k8s.io';

export interface PermissionOptions extends ClusterSelection {
  readonly allNamespaces?: boolean;
  readonly name?: string;
  readonly why?: boolean;
  readonly format: 'table' | 'json' | 'csv';
  readonly include: readonly string[];
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

export interface PermissionsRead {
  readonly inventory: Inventory;
  readonly textOf: TextOf;
  /** With any of these the answer is incomplete. */
  readonly problems: readonly Problem[];
}

/** `resource` is what is asked about: definitions of custom resources are read where its name may be one of theirs. */
export async function readPermissions(
  paths: readonly string[],
  options: PermissionOptions,
  needsDefinitions: boolean,
): Promise<PermissionsRead> {
  // The namespace says what is asked about; of a cluster no more than that has to be read.
  const { namespace: _, ...everywhere } = options;
  const target = clusterTarget(options.cluster === true ? options : everywhere, paths);
  const kinds = needsDefinitions ? new Set([...permissionKinds, 'CustomResourceDefinition.apiextensions.k8s.io']) : permissionKinds;
  const progress = stderrProgress(options.quiet === true);
  const read = await readInventory(paths, options.include, undefined, progress, { cluster: target && { target, kinds } });
  const problems = rbacProblems(read.inventory, read.problems, read.textOf);
  reportProblems(problems);
  return { inventory: read.inventory, textOf: read.textOf, problems };
}

/** What a cluster did not show of roles and bindings, and not of anything else that was asked of it. */
export function isRbacGap({ apiVersion }: Gap): boolean {
  return apiVersion.startsWith(`${group}/`);
}

/** Everything that makes an answer about permissions incomplete. */
export function rbacProblems(inventory: Inventory, read: readonly Problem[], textOf: TextOf): Problem[] {
  const gaps = inventory.gaps.filter(isRbacGap);
  return [...read, ...gapProblems(gaps, 'all of its roles and bindings'), ...wrongTypeProblems(inventory, textOf)];
}

function wrongTypeProblems(inventory: Inventory, textOf: TextOf): Problem[] {
  return rbacWrongTypes(inventory).map(({ object: { origin }, wrong: { path, expected, found } }) => {
    const reason = `${fieldPath(path)} must be ${expected}, not ${found}: Kubernetes refuses this object`;
    if (origin.kind !== 'file') return { code: 'wrong-type', source: `cluster ${origin.context}`, reason };
    const text = textOf(origin.source);
    const document = text === undefined ? undefined : openDocument(origin, text);
    const node = document?.locate(`${origin.pointer}${path}`);
    const position = node === undefined ? {} : document?.lines.positionOf(node.value.start);
    return { code: 'wrong-type', source: origin.source, ...position, reason };
  });
}

/** The name of an object, where the next word is one and no path: nothing lies there, and it does not look like a path. */
export function splitName(
  words: readonly string[],
  { name }: PermissionOptions,
): { readonly name: string; readonly paths: readonly string[] } {
  const [next, ...rest] = words;
  if (name !== undefined || next === undefined || isPath(next)) return { name: name ?? '', paths: words };
  return { name: next, paths: rest };
}

export function isPath(word: string): boolean {
  return word === '-' || /[/*?\\]|\.(ya?ml|json)$/.test(word) || existsSync(word);
}

export function whereOf({ namespace, allNamespaces }: PermissionOptions): Where | undefined {
  if (namespace !== undefined && allNamespaces === true) throw new UsageError('-n and -A exclude each other');
  return namespace === undefined ? undefined : { kind: 'namespace', namespace };
}

/** Throws UsageError with the reason where something could not be understood. */
export function understood<T extends object>(found: T | { readonly refused: string }): T {
  if ('refused' in found) throw new UsageError(found.refused);
  return found;
}
