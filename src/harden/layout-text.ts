// SPDX-License-Identifier: Apache-2.0
// Lines of a document, and how it is written.
import type { Quote, Style } from './values.ts';
import type { ChangedNode, Slot } from './changed.ts';
import type { WrittenDocument } from './written.ts';

/** A document and how it is written. */
export interface Sheet {
  readonly document: WrittenDocument;
  readonly style: Style;
}

/** A range of a text and what takes its place. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** The text with edits that do not overlap; those at one place are applied in the order given. Throws RangeError where they do overlap. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let done = 0;
  for (const { start, end, replacement } of inOrder(edits)) {
    if (start < done) throw new RangeError('edits overlap');
    result += text.slice(done, start) + replacement;
    done = end;
  }
  return result + text.slice(done);
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line ends that holds `offset`, without its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return end > offset && text[end - 1] === '\r' ? end - 1 : end;
}

/** Where the next line begins; `offset` itself where a line begins there and `from` is on an earlier one. */
export function nextLine(text: string, offset: number, from: number): number {
  if (offset > from && text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** What a line has before its first character that is not white space. */
export function leadOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

export function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/** A line `key:` (behind dashes, perhaps) and the first line of its value. */
const nested = /^([ ]*(?:- +)*)["'\w][^\r\n]*?:[ ]*(?:#[^\r\n]*)?(?=\r?\n([ ]*)(- |["'\w]))/gm;

export function styleOf(text: string, isJson: boolean): Style {
  let step: number | undefined;
  let listStep: number | undefined;
  for (const [, lead = '', indent = '', first] of isJson ? [] : text.matchAll(nested)) {
    const difference = indent.length - lead.length;
    if (difference < 0 || difference > 8) continue;
    if (first === '- ') listStep ??= difference;
    else if (difference > 0) step ??= difference;
    if (step !== undefined && listStep !== undefined) break;
  }
  const isCompact = isJson && /^\s*[[{](?:\s*"[^"\\]*":\S|[^\s{[":]+,\S)/.test(text);
  return {
    newline: /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n',
    step: step ?? 2,
    listStep: listStep ?? 2,
    isJson,
    colon: isCompact ? ':' : ': ',
    comma: isCompact ? ',' : ', ',
  };
}

/** How the strings beside a new one are quoted, where all of them are. */
export function quoteBeside(text: string, slots: readonly Slot[]): Quote | undefined {
  const written = slots.flatMap(({ child }) => quoteOf(text, child));
  const [first] = written;
  return first !== undefined && written.every((quote) => quote === first) ? first : undefined;
}

function quoteOf(text: string, child: ChangedNode): readonly (Quote | undefined)[] {
  if (child.kind !== 'kept' || typeof child.node.value !== 'string') return [];
  return [quoteAt(text, child.node.range.start)];
}

export function quoteAt(text: string, offset: number): Quote | undefined {
  const first = text[offset];
  return first === '"' || first === "'" ? first : undefined;
}
