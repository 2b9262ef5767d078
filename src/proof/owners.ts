// SPDX-License-Identifier: Apache-2.0
// Whom to ask about an object: by the labels and annotations that people use for it.
import { type Inventory, objectsNamed } from '../model/inventory.ts';
import type { KubernetesObject } from '../model/object.ts';

/** As `app.kubernetes.io/owner` is written and as a8r.io, Backstage and teams of their own do it; the first that is there counts. */
const keys =
  /^(?:(?:[a-z0-9.-]+\/)?(?:owner|owned-by|owner-team|owning-team|team|contact|maintainer)|backstage\.io\/owner|a8r\.io\/owner)$/;

/** Of the object, else of its pod template's labels, else of its namespace; undefined where nobody is named. */
export function ownerOf(
  object: KubernetesObject,
  inventory: Inventory,
  templateLabels: Readonly<Record<string, string>> = {},
): string | undefined {
  const [namespace] = object.namespace === '' ? [] : objectsNamed(inventory, 'Namespace', '', '', object.namespace);
  return (
    named(object.labels) ??
    named(object.annotations) ??
    named(templateLabels) ??
    (namespace === undefined ? undefined : (named(namespace.labels) ?? named(namespace.annotations)))
  );
}

function named(map: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(map).find(([key, value]) => value !== '' && keys.test(key))?.[1];
}
