// SPDX-License-Identifier: Apache-2.0
// A JSON patch applied to a document as it is written: what is kept, what is changed within, and what is new.
import { isArray, isObject, type Json } from '../model/json.ts';
import { applyPatch, equal, type PatchOperation } from '../model/patch.ts';
import { pointer } from '../model/pointer.ts';
import { Refusal } from './refusal.ts';
import type { WrittenDocument, WrittenEntry, WrittenNode } from './written.ts';

export type ChangedNode =
  | { readonly kind: 'kept'; readonly node: WrittenNode }
  | { readonly kind: 'changed'; readonly node: WrittenNode; readonly slots: readonly Slot[] }
  | { readonly kind: 'new'; readonly value: Json };

/** A child of a changed collection: one that is written, with what becomes of it, or a new one. */
export interface Slot {
  readonly entry?: WrittenEntry;
  /** Of children of mappings. */
  readonly key?: string;
  readonly child: ChangedNode;
}

/** The node with one operation applied at `path` below it. Throws Refusal where that would change more than it says. */
export function changedBy(
  document: WrittenDocument,
  node: ChangedNode,
  path: readonly string[],
  operation: Exclude<PatchOperation, { readonly op: 'test' }>,
): ChangedNode {
  const [token, ...rest] = path;
  if (token === undefined) {
    if (operation.op === 'remove') throw new Refusal('the whole document would be removed');
    return replaced(document, node, operation.value);
  }
  if (node.kind === 'new') {
    const patched = applyPatch({ value: node.value }, [{ ...operation, path: `/value${pointer(...path)}` }]);
    return { kind: 'new', value: patched['value'] ?? null };
  }
  const slots = slotsOf(document, node);
  const isSequence = node.node.kind === 'sequence';
  const at = isSequence ? indexIn(slots, token) : slots.findIndex(({ key }) => key === token);
  const slot = slots[at];
  const changed = (next: readonly Slot[]): ChangedNode => ({ kind: 'changed', node: node.node, slots: next });
  if (rest.length === 0 && operation.op === 'remove') {
    if (slot === undefined) throw missing(document, node.node, token);
    if (slot.entry !== undefined && document.hasSharedPart(slot.entry.node))
      throw new Refusal('an alias elsewhere takes in what would be removed');
    return changed(slots.toSpliced(at, 1));
  }
  if (rest.length === 0 && operation.op === 'add' && (isSequence || slot === undefined)) {
    const added: Slot = { ...(isSequence ? {} : { key: token }), child: { kind: 'new', value: operation.value } };
    return changed(isSequence ? slots.toSpliced(at, 0, added) : [...slots, added]);
  }
  if (slot === undefined) throw missing(document, node.node, token);
  return changed(slots.with(at, { ...slot, child: changedBy(document, slot.child, rest, operation) }));
}

function indexIn(slots: readonly Slot[], token: string): number {
  return token === '-' ? slots.length : /^\d+$/.test(token) ? Number(token) : -1;
}

function missing(document: WrittenDocument, node: WrittenNode, token: string): Refusal {
  const isMerged = node.kind === 'mapping' && document.entriesOf(node).merged.has(token);
  return new Refusal(isMerged ? `${token} is taken in by <<` : `${token} is not there`);
}

/** The children of a collection, where it is safe to change them. */
function slotsOf(document: WrittenDocument, node: Exclude<ChangedNode, { readonly kind: 'new' }>): readonly Slot[] {
  if (node.kind === 'changed') return node.slots;
  const { kind, value } = node.node;
  if (kind === 'alias') throw new Refusal('it is an alias: the value stands elsewhere, and other places may share it');
  if (kind === 'scalar' || value === undefined) throw new Refusal('it is not written as a mapping or list');
  if (document.isShared(node.node)) throw new Refusal('it has an anchor, and an alias elsewhere takes it in');
  const { entries, merged, hasDuplicates } = document.entriesOf(node.node);
  if (hasDuplicates) throw new Refusal('a key beside it is given twice');
  return entries.flatMap((entry) => {
    if (entry.key === undefined) return { entry, child: { kind: 'kept', node: entry.node } as const };
    // What a merge may hide is no child to change; it stays as it is written.
    const { name } = entry.key;
    const key = name === undefined || merged.has(name) ? {} : { key: name };
    return { entry, ...key, child: { kind: 'kept', node: entry.node } as const };
  });
}

/** The node with another value, of which as much as possible stays as it is written. */
function replaced(document: WrittenDocument, node: ChangedNode, value: Json): ChangedNode {
  if (node.kind === 'new') return { kind: 'new', value };
  const present = valueOf(node);
  if (node.kind === 'kept' && present !== undefined && equal(present, value)) return node;
  const { kind } = node.node;
  if (kind === 'mapping' && isObject(value) && document.entriesOf(node.node).entries.every(({ key }) => key?.name !== undefined)) {
    const kept = slotsOf(document, node).flatMap((slot) => {
      const next = slot.key === undefined || !Object.hasOwn(value, slot.key) ? undefined : value[slot.key];
      if (next === undefined) return removed(document, slot);
      return { ...slot, child: replaced(document, slot.child, next) };
    });
    const known = new Set(kept.map(({ key }) => key));
    const added = Object.entries(value).filter(([key]) => !known.has(key));
    return { kind: 'changed', node: node.node, slots: [...kept, ...added.map(([key, item]) => newSlot(item, key))] };
  }
  if (kind === 'sequence' && isArray(value)) {
    return { kind: 'changed', node: node.node, slots: replacedItems(document, slotsOf(document, node), value) };
  }
  if (document.hasSharedPart(node.node)) throw new Refusal('an alias elsewhere takes in what would be replaced');
  if (node.node.isDecorated) throw new Refusal('it has an anchor or a tag');
  return { kind: 'new', value };
}

function replacedItems(document: WrittenDocument, slots: readonly Slot[], items: readonly Json[]): readonly Slot[] {
  const same = (slot: Slot | undefined, item: Json | undefined) =>
    slot !== undefined && item !== undefined && equal(valueOf(slot.child), item);
  let head = 0;
  while (same(slots[head], items[head])) head++;
  let tail = 0;
  while (tail < Math.min(slots.length, items.length) - head && same(slots.at(-1 - tail), items.at(-1 - tail))) tail++;
  const old = slots.slice(head, slots.length - tail);
  const next = items.slice(head, items.length - tail);
  const middle = next.map((item, position) => {
    const slot = old.length === next.length ? old[position] : undefined;
    return slot === undefined ? newSlot(item) : { ...slot, child: replaced(document, slot.child, item) };
  });
  if (old.length !== next.length) for (const slot of old) removed(document, slot);
  return [...slots.slice(0, head), ...middle, ...slots.slice(slots.length - tail)];
}

function newSlot(value: Json, key?: string): Slot {
  return { ...(key === undefined ? {} : { key }), child: { kind: 'new', value } };
}

function removed(document: WrittenDocument, { entry }: Slot): readonly Slot[] {
  if (entry !== undefined && document.hasSharedPart(entry.node)) throw new Refusal('an alias elsewhere takes in what would be removed');
  return [];
}

/** What the node amounts to now; undefined where that is not known. */
export function valueOf(node: ChangedNode): Json | undefined {
  if (node.kind === 'new') return node.value;
  if (node.kind === 'kept') return node.node.value;
  const items = node.slots.map(({ key, child }) => [key, valueOf(child) ?? null] as const);
  if (node.node.kind === 'sequence') return items.map(([, item]) => item);
  return Object.fromEntries(items.flatMap(([key, item]) => (key === undefined ? [] : [[key, item]])));
}
