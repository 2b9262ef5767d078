// SPDX-License-Identifier: Apache-2.0
// One document's text and patches of the objects in it in, the edits of the text out.
import { isArray, isObject, type Json, type JsonObject } from '../model/json.ts';
import { applyPatch, equal, type Patch } from '../model/patch.ts';
import { type Pointer, tokens, valueAt } from '../model/pointer.ts';
import { isRedacted } from '../model/redact.ts';
import { looksLikeJson } from '../model/yaml/json.ts';
import { changedBy, type ChangedNode } from './changed.ts';
import { editsOf } from './edits.ts';
import { type Edit, styleOf, withEdits } from './layout-text.ts';
import { Refusal } from './refusal.ts';
import { readDocument, WrittenDocument } from './written.ts';

/** A patch of the object that stands at `pointer` in a document. */
export interface PlacedPatch {
  readonly pointer: Pointer;
  readonly patch: Patch;
  /** What the patch was made for, where that may be less than what is written: secrets and schemas are taken out of objects. */
  readonly body?: JsonObject;
}

/** The safety net's reason: a form of YAML that the edits do not know. */
export const otherMeaning = 'the edited text would not mean what the remedy says';

/** Why a text is left as it is, as one clause. */
export interface Refused {
  readonly refused: string;
}

/**
 * The edits by which the patches, one after the other, change the text of a document (as FileOrigin has it) and nothing else
 * in it: comments, order, style and the bytes of all other nodes stay.
 */
export function documentEdits(text: string, patches: readonly PlacedPatch[]): readonly Edit[] | Refused {
  return orRefused(() => {
    const document = new WrittenDocument(text);
    let root: ChangedNode = { kind: 'kept', node: document.root };
    for (const { pointer, patch } of patches) {
      for (const operation of patch) {
        if (operation.op !== 'test') root = changedBy(document, root, tokens(`${pointer}${operation.path}`), operation);
      }
    }
    return editsOf({ document, style: styleOf(text, isJson(text)) }, root);
  });
}

/**
 * The document's text with the patches applied. It was read again: it means what the patches say and nothing else, or it is
 * refused.
 */
export function editedDocument(text: string, patches: readonly PlacedPatch[]): string | Refused {
  return orRefused(() => {
    const before = readDocument(text);
    for (const patch of patches) requireKnown(before.value, patch);
    const wanted = patches.reduce<Json>(patchedAt, before.value);
    const edits = documentEdits(text, patches);
    if ('refused' in edits) return edits;
    const edited = withEdits(text, edits);
    const after = readDocument(edited);
    if (!equal(after.value, wanted) || after.duplicates.length > before.duplicates.length) throw new Refusal(otherMeaning);
    return edited;
  });
}

/** What the patch writes must not be made of what was taken out of the object, nor replace it. */
function requireKnown(value: Json, { pointer, patch, body }: PlacedPatch): void {
  for (const operation of patch) {
    if ('value' in operation && holdsRedacted(operation.value))
      throw new Refusal('it would write what is never read: the content of a secret');
    if (operation.op !== 'replace' || body === undefined) continue;
    const written = valueAt(value, `${pointer}${operation.path}`);
    if (!equal(written, valueAt(body, operation.path))) throw new Refusal('it would replace more than was read');
  }
}

function holdsRedacted(value: Json): boolean {
  if (isArray(value)) return value.some(holdsRedacted);
  return isObject(value) ? Object.values(value).some(holdsRedacted) : isRedacted(value);
}

function patchedAt(value: Json, { pointer, patch }: PlacedPatch): Json {
  if (!isObject(value) && !isArray(value)) throw new Refusal('the document holds no object');
  const moved = patch.map((operation) => ({ ...operation, path: `/document${pointer}${operation.path}` }));
  return applyPatch({ document: value }, moved)['document'] ?? null;
}

/** What was refused on purpose, and patches that do not fit, as a value; any other error is a defect and goes on. */
function orRefused<T>(compute: () => T): T | Refused {
  try {
    return compute();
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    if (error instanceof RangeError) return { refused: `the remedy does not fit: ${error.message}` };
    throw error;
  }
}

function isJson(text: string): boolean {
  if (!looksLikeJson(text)) return false;
  try {
    JSON.parse(text.replace(/^\ufeff/, ''));
    return true;
  } catch {
    return false;
  }
}
