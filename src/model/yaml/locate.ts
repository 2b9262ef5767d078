// SPDX-License-Identifier: Apache-2.0
import { EVENT_ID, type Event } from 'js-yaml';
import { defaultLimits } from '../limits.ts';
import { type Pointer, tokens } from '../pointer.ts';
import type { Range } from './documents.ts';
import { type Layout, layOut } from './layout.ts';
import { parse } from './parse.ts';
import { isMerge, scalarKey, type TagPrefixes, tagPrefixes } from './scalar-events.ts';

/** Where a node stands, in UTF-16 code units of the document's text. */
export interface NodeRange {
  /** Of the key that the node is the value of; items of a list, and the document itself, have none. */
  readonly key?: Range;
  /**
   * From the first to the last token of the value, without anchor and tag. Empty, right behind the colon or dash, where a
   * value is left out. What an alias or `<<` brings in stands where it was written; a value that is an alias is that alias.
   */
  readonly value: Range;
}

export interface Locator {
  /** Of keys given twice, the one that Kubernetes takes; undefined where there is no such node. */
  locate(path: Pointer): NodeRange | undefined;
}

/** Where the node at `path` stands in the text of one document (as FileOrigin has it), YAML or JSON. For more than one, `createLocator`. */
export function locate(documentText: string, path: Pointer): NodeRange | undefined {
  return createLocator(documentText).locate(path);
}

/** Reads a document once to answer for many pointers. A document that cannot be read has no nodes. */
export function createLocator(documentText: string): Locator {
  const [document] = parse(documentText, defaultLimits).documents;
  if (document === undefined) return { locate: () => undefined };
  const index = new NodeIndex(document.text, document.events);
  return { locate: (path) => index.locate(path) };
}

interface Entry {
  readonly key?: number;
  readonly value: number;
}

class NodeIndex {
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #layout: Layout;
  readonly #prefixes: TagPrefixes;
  readonly #entries = new Map<number, Map<string, Entry>>();

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
    this.#layout = layOut(text, events);
    this.#prefixes = tagPrefixes(events[0]);
  }

  locate(path: Pointer): NodeRange | undefined {
    let entry: Entry | undefined = { value: 1 };
    for (const token of tokens(path)) {
      entry = this.#entriesOf(entry.value).get(token);
      if (entry === undefined) return undefined;
    }
    const value = this.#layout.range(entry.value);
    return entry.key === undefined ? { value } : { key: this.#layout.range(entry.key), value };
  }

  #entriesOf(node: number): Map<string, Entry> {
    const event = this.#events[node];
    if (event?.type === EVENT_ID.ALIAS) return this.#entriesOf(this.#layout.target(node) ?? 0);
    const known = this.#entries.get(node);
    if (known !== undefined) return known;
    const entries = new Map<string, Entry>();
    // Known from the start, so that a mapping that merges itself finds an end.
    this.#entries.set(node, entries);
    const children = this.#layout.children(node);
    if (event?.type === EVENT_ID.SEQUENCE) children.forEach((value, position) => entries.set(String(position), { value }));
    if (event?.type === EVENT_ID.MAPPING) this.#fill(entries, children);
    return entries;
  }

  #fill(entries: Map<string, Entry>, children: readonly number[]): void {
    for (let position = 0; position + 1 < children.length; position += 2) {
      const [key = 0, value = 0] = children.slice(position, position + 2);
      const event = this.#events[key];
      if (event !== undefined && isMerge(this.#text, event, this.#prefixes)) {
        for (const source of this.#merged(value)) for (const [name, entry] of this.#entriesOf(source)) entries.set(name, entry);
      } else {
        const name = this.#nameOf(key);
        if (name !== undefined) entries.set(name, { key, value });
      }
    }
  }

  /** The mappings that a `<<` takes in, the one that wins last. */
  #merged(value: number): readonly number[] {
    return this.#events[value]?.type === EVENT_ID.SEQUENCE ? this.#layout.children(value).toReversed() : [value];
  }

  #nameOf(key: number): string | undefined {
    const event = this.#events[key];
    if (event?.type === EVENT_ID.ALIAS) return this.#nameOf(this.#layout.target(key) ?? 0);
    return event?.type === EVENT_ID.SCALAR ? scalarKey(this.#text, event, this.#prefixes) : undefined;
  }
}
