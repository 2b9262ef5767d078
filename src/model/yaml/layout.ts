// SPDX-License-Identifier: Apache-2.0
import {
  CHOMPING_MODE,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import type { Range } from './documents.ts';

/** Where every node of a document stands; nodes go by the index of their event. */
export interface Layout {
  /** From the first to the last token of a node, without its anchor and tag; empty, where its text would stand, for a null left out. */
  range(node: number): Range;
  /** The nodes right below a collection: items, or keys and values in turn. */
  children(node: number): readonly number[];
  /** The node that an alias stands for. */
  target(alias: number): number | undefined;
}

/** Lays out the events of one document, whose root is the event 1. */
export function layOut(text: string, events: readonly Event[]): Layout {
  const pass = new Pass(text, events);
  pass.node(nextToken(text, 0));
  return {
    range: (node) => pass.ranges[node] ?? { start: 0, end: 0 },
    children: (node) => pass.children.get(node) ?? [],
    target: (alias) => pass.targets.get(alias),
  };
}

const space = ' \t\r\n\u0085\u2028\u2029\ufeff';

class Pass {
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, number>();
  readonly ranges: Range[] = [];
  readonly children = new Map<number, number[]>();
  readonly targets = new Map<number, number>();
  #index = 1;

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
  }

  /** Lays out the next node, whose text begins at `from` or later; returns where it ends. */
  node(from: number): number {
    const index = this.#index++;
    const event = this.#events[index];
    if (event === undefined || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT) return from;
    const name = this.#text.slice(event.anchorStart, event.anchorEnd);
    if (event.type === EVENT_ID.ALIAS) {
      const target = this.#anchors.get(name);
      if (target !== undefined) this.targets.set(index, target);
      return this.#place(index, event.anchorStart - 1, event.anchorEnd);
    }
    if (event.anchorStart >= 0) this.#anchors.set(name, index);
    const content = Math.max(from, event.anchorEnd, event.tagEnd);
    if (event.type === EVENT_ID.SCALAR) {
      const { start, end } = scalarRange(this.#text, event, content);
      return this.#place(index, start, end);
    }
    return this.#place(index, event.start, this.#collection(index, event));
  }

  #place(index: number, start: number, end: number): number {
    this.ranges[index] = { start, end };
    return end;
  }

  #collection(index: number, event: MappingEvent | SequenceEvent): number {
    const children: number[] = [];
    this.children.set(index, children);
    const closing = closingOf(this.#text, event);
    let end = closing === '' ? event.start : event.start + 1;
    while (this.#events[this.#index]?.type !== EVENT_ID.POP && this.#index < this.#events.length) {
      if (closing !== '') end = this.#past(end, ',');
      if (event.type === EVENT_ID.SEQUENCE) {
        if (closing === '') end = this.#past(end, '-');
      } else {
        end = this.#past(end, '?');
        children.push(this.#index);
        end = this.#past(this.node(end), ':');
      }
      children.push(this.#index);
      end = this.node(end);
    }
    this.#index++;
    return closing === '' ? end : this.#past(this.#past(end, ','), closing);
  }

  /** Behind `token` where it is the next one, else where it was. */
  #past(from: number, token: string): number {
    const next = nextToken(this.#text, from);
    return this.#text.startsWith(token, next) ? next + token.length : from;
  }
}

/** The offset of the next token: past white space and comments. */
function nextToken(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && space.includes(text.charAt(at))) at++;
    if (text.charAt(at) !== '#') return at;
    while (at < text.length && !'\r\n'.includes(text.charAt(at))) at++;
  }
}

/** The bracket that ends a flow collection; '' for block style, and for `a: b` alone between the brackets of a list. */
function closingOf(text: string, event: MappingEvent | SequenceEvent): string {
  if (event.style !== COLLECTION_STYLE.FLOW) return '';
  if (event.type === EVENT_ID.SEQUENCE) return ']';
  return text.charAt(event.start) === '{' ? '}' : '';
}

function scalarRange(text: string, event: ScalarEvent, from: number): Range {
  const { valueStart: start, valueEnd: end, style } = event;
  if (start < 0) return { start: from, end: from };
  if (style === SCALAR_STYLE.PLAIN) return { start, end };
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return { start: start - 1, end: end + 1 };
  const header = nextToken(text, from);
  return { start: header, end: event.chomping === CHOMPING_MODE.KEEP ? end : endOfContent(text, header, event) };
}

/** The end of a block scalar's last line that is content: a line of more spaces than its indentation is. */
function endOfContent(text: string, header: number, { valueEnd, indent }: ScalarEvent): number {
  for (let end = valueEnd; ; ) {
    let lineStart = end;
    while (lineStart > header && text.charAt(lineStart - 1) === ' ') lineStart--;
    if ((indent >= 0 && end - lineStart > indent) || !'\r\n'.includes(text.charAt(lineStart - 1))) return end;
    end = text.startsWith('\r\n', lineStart - 2) ? lineStart - 2 : lineStart - 1;
  }
}
