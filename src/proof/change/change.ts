// SPDX-License-Identifier: Apache-2.0
// A change before it is made: what would be applied, deleted and labelled.
import type { KubernetesObject, ObjectRef } from '../../model/object.ts';

export interface Change {
  readonly applied: readonly Applied[];
  readonly deleted: readonly ObjectRef[];
  readonly labels: readonly LabelEdit[];
}

/** An object that is made, or put in the place of the one with its name. */
export interface Applied {
  readonly object: KubernetesObject;
  /** What was applied before it, where that is known: labels and annotations that it had and the object has not are taken away. */
  readonly last?: KubernetesObject;
}

/** One label of one object; `*` as a name is every object of the kind. */
export interface LabelEdit {
  readonly kind: string;
  /** '' for a kind without namespaces. */
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
  /** Undefined: the label is taken away. */
  readonly value: string | undefined;
}

/** What a change comes to for one object of the inventory. */
export type Effect =
  | { readonly kind: 'added'; readonly after: KubernetesObject }
  | { readonly kind: 'changed'; readonly before: KubernetesObject; readonly after: KubernetesObject }
  | { readonly kind: 'removed'; readonly before: KubernetesObject; readonly because: string };

export const noChange: Change = { applied: [], deleted: [], labels: [] };

/** Changes that are made one after the other. */
export function joined(changes: readonly Change[]): Change {
  return {
    applied: changes.flatMap(({ applied }) => applied),
    deleted: changes.flatMap(({ deleted }) => deleted),
    labels: changes.flatMap(({ labels }) => labels),
  };
}
