// SPDX-License-Identifier: Apache-2.0
// A document as it is written: what stands where, and what must not be touched for the sake of something else.
import { COLLECTION_STYLE, EVENT_ID, type Event } from 'js-yaml';
import { isArray, isObject, type Json } from '../model/json.ts';
import { defaultLimits } from '../model/limits.ts';
import { step } from '../model/pointer.ts';
import { type Composed, compose } from '../model/yaml/compose.ts';
import type { Range } from '../model/yaml/documents.ts';
import { type Layout, layOut } from '../model/yaml/layout.ts';
import { parse } from '../model/yaml/parse.ts';
import { isMerge, scalarKey, type TagPrefixes, tagPrefixes } from '../model/yaml/scalar-events.ts';
import { Refusal } from './refusal.ts';

export interface WrittenNode {
  readonly kind: 'scalar' | 'alias' | 'mapping' | 'sequence';
  /** From the first to the last token, without anchor and tag, in UTF-16 code units of the document. */
  readonly range: Range;
  /** As Kubernetes reads it; undefined where that is not known. */
  readonly value: Json | undefined;
  readonly isFlow: boolean;
  /** It has an anchor or a tag. */
  readonly isDecorated: boolean;
  /** Index of its event. */
  readonly index: number;
}

export interface WrittenEntry {
  /** Where the entry begins: its key with anchor and tag, its dash, or in a flow sequence its value. */
  readonly start: number;
  /** Absent for the items of a sequence; a `<<` has no name. */
  readonly key?: { readonly name: string | undefined; readonly range: Range };
  readonly node: WrittenNode;
}

export interface WrittenEntries {
  readonly entries: readonly WrittenEntry[];
  /** Keys that a `<<` brings in, or may hide by standing behind them. */
  readonly merged: ReadonlySet<string>;
  readonly hasDuplicates: boolean;
}

/** A text that holds one document. Throws Refusal where it cannot be read. */
export function readDocument(text: string): Composed & { readonly events: readonly Event[] } {
  const { documents, failure } = parse(text, defaultLimits);
  const [document] = documents;
  if (document === undefined || documents.length > 1 || failure !== undefined) throw new Refusal('the document cannot be read');
  try {
    return { events: document.events, ...compose(document.text, document.events, defaultLimits) };
  } catch {
    throw new Refusal('the document cannot be read');
  }
}

export class WrittenDocument {
  readonly text: string;
  readonly root: WrittenNode;
  readonly #events: readonly Event[];
  readonly #layout: Layout;
  readonly #prefixes: TagPrefixes;
  readonly #shared = new Set<number>();

  /** Throws Refusal where the text is not one document that can be read. */
  constructor(text: string) {
    const { events, value } = readDocument(text);
    this.text = text;
    this.#events = events;
    this.#layout = layOut(text, events);
    this.#prefixes = tagPrefixes(events[0]);
    events.forEach((event, index) => {
      const target = event.type === EVENT_ID.ALIAS ? this.#layout.target(index) : undefined;
      if (target !== undefined) this.#shared.add(target);
    });
    this.root = this.#node(1, value);
  }

  /** The children of a collection as they are written: a `<<` is one of them, what it brings in is not. */
  entriesOf(node: WrittenNode): WrittenEntries {
    const children = this.#layout.children(node.index);
    if (node.kind === 'sequence') return { entries: this.#items(node, children), merged: new Set(), hasDuplicates: false };
    const entries: WrittenEntry[] = [];
    const names = new Set<string>();
    let hasDuplicates = false;
    let lastMerge: ReadonlySet<string> | undefined;
    for (let at = 0; at + 1 < children.length; at += 2) {
      const [key = 0, value = 0] = children.slice(at, at + 2);
      const event = this.#events[key];
      const range = this.#layout.range(key);
      if (event !== undefined && isMerge(this.text, event, this.#prefixes)) {
        lastMerge = new Set(names);
        entries.push({ start: this.#head(key), key: { name: undefined, range }, node: this.#node(value, undefined) });
        continue;
      }
      const name = event?.type === EVENT_ID.SCALAR ? scalarKey(this.text, event, this.#prefixes) : undefined;
      if (name === undefined) throw new Refusal('a key beside it is an alias');
      hasDuplicates ||= names.has(name);
      names.add(name);
      const known = isObject(node.value) ? step(node.value, name) : undefined;
      entries.push({ start: this.#head(key), key: { name, range }, node: this.#node(value, known) });
    }
    // Only a key behind the last `<<` surely stands for itself.
    const merged = lastMerge === undefined ? [] : keysOf(node.value).filter((name) => !names.has(name) || lastMerge.has(name));
    return { entries, merged: new Set(merged), hasDuplicates };
  }

  /** Whether something else in the document takes in this node, or a part of it, by an alias. */
  isShared(node: WrittenNode): boolean {
    return this.#shared.has(node.index);
  }

  hasSharedPart(node: WrittenNode): boolean {
    if (this.#shared.size === 0) return false;
    return this.isShared(node) || this.#layout.children(node.index).some((index) => this.hasSharedPart(this.#node(index, undefined)));
  }

  #node(index: number, value: Json | undefined): WrittenNode {
    const event = this.#events[index];
    if (event === undefined || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT) throw new Refusal('the document is empty');
    const common = { range: this.#layout.range(index), value, index };
    if (event.type === EVENT_ID.ALIAS) return { ...common, kind: 'alias', isFlow: true, isDecorated: false };
    const isDecorated = event.anchorStart >= 0 || event.tagStart >= 0;
    if (event.type === EVENT_ID.SCALAR) return { ...common, kind: 'scalar', isFlow: true, isDecorated };
    const isFlow = event.style === COLLECTION_STYLE.FLOW;
    return { ...common, kind: event.type === EVENT_ID.MAPPING ? 'mapping' : 'sequence', isFlow, isDecorated };
  }

  /** Where a node begins, its anchor and tag included. */
  #head(index: number): number {
    const event = this.#events[index];
    const { start } = this.#layout.range(index);
    if (event === undefined || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.ALIAS)
      return start;
    return Math.min(start, ...[event.anchorStart - 1, event.tagStart].filter((offset) => offset >= 0));
  }

  #items({ isFlow, range, value }: WrittenNode, children: readonly number[]): WrittenEntry[] {
    let end = range.start;
    return children.map((index, position) => {
      const node = this.#node(index, isArray(value) ? value[position] : undefined);
      const start = isFlow ? this.#head(index) : tokenAt(this.text, end);
      end = node.range.end;
      return { start, node };
    });
  }
}

function keysOf(value: Json | undefined): string[] {
  return isObject(value) ? Object.keys(value) : [];
}

/** The offset of the next token: past white space and comments. */
export function tokenAt(text: string, from: number): number {
  const idle = /(?:[ \t\r\n\u0085\u2028\u2029]|#[^\r\n]*)*/y;
  idle.lastIndex = from;
  return from + (idle.exec(text)?.[0].length ?? 0);
}
