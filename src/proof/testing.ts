// SPDX-License-Identifier: Apache-2.0
// Shared by tests of proofs: inventories and changes from manifests in YAML.
import { buildInventory, type Inventory } from '../model/inventory.ts';
import type { KubernetesObject } from '../model/object.ts';
import { readSource } from '../model/read.ts';
import { newestKubernetes } from '../model/version.ts';
import { type Change, type LabelEdit, noChange } from './change/change.ts';
import { type Evidence, prove, type Proof, type WhatIf } from './prove.ts';

export function inventoryOf(text: string): Inventory {
  return buildInventory(readSource({ name: 'state.yaml', text }), newestKubernetes);
}

export function objectsOf(text: string): readonly KubernetesObject[] {
  return readSource({ name: 'change.yaml', text }).objects;
}

export function applying(text: string): Change {
  return { ...noChange, applied: objectsOf(text).map((object) => ({ object })) };
}

export function deleting(text: string): Change {
  return { ...noChange, deleted: objectsOf(text) };
}

export function labelling(name: string, key: string, value: string | undefined, kind = 'Namespace', namespace = ''): Change {
  const edit: LabelEdit = { kind, namespace, name, key, value };
  return { ...noChange, labels: [edit] };
}

/** A proof without findings, which the tests of checks are for. */
export function proving(state: string, change: Change, evidence: Partial<Evidence> = {}, whatIf: Partial<WhatIf> = {}): Proof {
  return prove(
    inventoryOf(state),
    change,
    { registries: [], labels: [], ...whatIf },
    { flows: undefined, calls: undefined, checks: [], now: Date.UTC(2026, 10, 28), ...evidence },
  );
}
