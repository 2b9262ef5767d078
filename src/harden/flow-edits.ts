// SPDX-License-Identifier: Apache-2.0
// Changes between brackets: JSON, on one line or pretty printed, and YAML's flow style.
import { isArray, type Json } from '../model/json.ts';
import { type Slot, valueOf } from './changed.ts';
import { type Edit, isFirstOnLine, leadOf, lineEnd, lineStart, quoteAt, quoteBeside, type Sheet } from './layout-text.ts';
import { flowLines, inlineText, isInline, keyText, type Quote } from './values.ts';
import { tokenAt, type WrittenEntry, type WrittenNode } from './written.ts';

/** Removes what is written and in no slot, and adds what is new; at least one slot is written. */
export function flowEdits(sheet: Sheet, node: WrittenNode, slots: readonly Slot[]): readonly Edit[] {
  const { entries } = sheet.document.entriesOf(node);
  return [...insertions(sheet, node, slots), ...removals(sheet.document.text, entries, new Set(slots.map(({ entry }) => entry?.start)))];
}

/** The value of an entry between brackets, replaced. */
export function newFlowValue(
  sheet: Sheet,
  parent: WrittenNode,
  { start: entryStart, key, node }: WrittenEntry,
  value: Json,
): readonly Edit[] {
  const { text } = sheet.document;
  const { start, end } = node.range;
  const content = valueText(sheet, value, isOwnLine(text, parent, entryStart) ? leadOf(text, entryStart) : undefined, quoteAt(text, start));
  if (start < end) return [{ start, end, replacement: content }];
  // `{a}` and `{a: }` both leave the value out.
  const hasColon = key === undefined || text[tokenAt(text, key.range.end)] === ':';
  return [{ start, end, replacement: hasColon ? ` ${content}` : `: ${content}` }];
}

/** Whether the collection has a line for each child. */
function isOwnLine(text: string, parent: WrittenNode, start: number): boolean {
  return isFirstOnLine(text, start) && lineStart(text, start) > parent.range.start;
}

/** On lines of its own where its neighbours are, and the document is JSON; in YAML brackets are there to save lines. */
function valueText({ document: { text }, style }: Sheet, value: Json, lead: string | undefined, quote: Quote | undefined): string {
  if (lead === undefined || !style.isJson || isInline(value)) return inlineText(value, style, quote);
  return flowLines(value, style, lead, /\n([ \t]+)/.exec(text)?.[1] ?? '  ');
}

function removals(text: string, entries: readonly WrittenEntry[], kept: ReadonlySet<number | undefined>): readonly Edit[] {
  const edits: Edit[] = [];
  for (let index = 0; index < entries.length; index++) {
    const first = entries[index];
    if (first === undefined || kept.has(first.start)) continue;
    const before = entries[index - 1];
    while (index + 1 < entries.length && !kept.has(entries[index + 1]?.start)) index++;
    const next = entries[index + 1];
    const { end } = (entries[index] ?? first).node.range;
    if (next !== undefined) edits.push({ start: first.start, end: upTo(text, end, next), replacement: '' });
    else if (before !== undefined) edits.push(...lastRemoved(text, before.node.range.end, first, end));
  }
  return edits;
}

/** Up to the next entry; where a comment stands before that one, up to the comma only. */
function upTo(text: string, end: number, next: WrittenEntry): number {
  return text.slice(end, next.start).includes('#') ? tokenAt(text, end) + 1 : next.start;
}

/** The last ones are removed with the comma before them. Comments behind that comma belong to the entry before it. */
function lastRemoved(text: string, before: number, first: WrittenEntry, end: number): readonly Edit[] {
  if (!text.slice(before, first.start).includes('#')) return [{ start: before, end, replacement: '' }];
  const comma = tokenAt(text, before);
  return [
    { start: comma, end: comma + 1, replacement: '' },
    { start: first.start, end, replacement: '' },
  ];
}

function insertions(sheet: Sheet, node: WrittenNode, slots: readonly Slot[]): readonly Edit[] {
  const { document, style } = sheet;
  const { text } = document;
  const quote = isArray(node.value) ? quoteBeside(text, slots) : undefined;
  const edits: Edit[] = [];
  let waiting: string[] = [];
  let before: WrittenEntry | undefined;
  const lead = (entry: WrittenEntry) => (isOwnLine(text, node, entry.start) ? leadOf(text, entry.start) : undefined);
  const space = (indent: string | undefined) => (indent === undefined ? style.comma.slice(1) : `${style.newline}${indent}`);
  const neighbour = slots.find(({ entry }) => entry !== undefined)?.entry;
  const indent = neighbour === undefined ? undefined : lead(neighbour);
  const flush = (next?: WrittenEntry) => {
    if (waiting.length === 0) return;
    if (before !== undefined) edits.push(...behind(text, before, waiting, space(indent)));
    else if (next !== undefined) {
      const replacement = waiting.map((content) => `${content},${space(indent)}`).join('');
      edits.push({ start: next.start, end: next.start, replacement });
    }
    waiting = [];
  };
  for (const { entry, key, child } of slots) {
    if (entry === undefined) {
      const content = valueText(sheet, valueOf(child) ?? null, indent, quote);
      waiting.push(key === undefined ? content : `${keyText(key, style)}${style.colon}${content}`);
      continue;
    }
    flush(entry);
    before = entry;
  }
  flush();
  return edits;
}

/** New children behind one that is written; a comment on the line of that one stays there. */
function behind(text: string, { node: { range } }: WrittenEntry, contents: readonly string[], space: string): readonly Edit[] {
  const stop = lineEnd(text, range.end);
  const rest = text.slice(range.end, stop);
  const all = contents.map((content) => `,${space}${content}`).join('');
  if (!/^\s*,?\s*#/.test(rest) || !space.includes('\n')) return [{ start: range.end, end: range.end, replacement: all }];
  const hasComma = rest.trimStart().startsWith(',');
  const comma: Edit = { start: range.end, end: range.end, replacement: ',' };
  return [...(hasComma ? [] : [comma]), { start: stop, end: stop, replacement: `${all.slice(1)}${hasComma ? ',' : ''}` }];
}
