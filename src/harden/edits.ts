// SPDX-License-Identifier: Apache-2.0
// What becomes of a document's text when parts of it are changed: the smallest ranges, in the style that stands there.
import type { Json } from '../model/json.ts';
import { type ChangedNode, type Slot, valueOf } from './changed.ts';
import { flowEdits, newFlowValue } from './flow-edits.ts';
import { columnOf, type Edit, isFirstOnLine, lineEnd, lineStart, nextLine, quoteAt, quoteBeside, type Sheet } from './layout-text.ts';
import { Refusal } from './refusal.ts';
import { blockLines, indented, inlineText, isInline } from './values.ts';
import { tokenAt, type WrittenEntry, type WrittenNode } from './written.ts';

/** The edits that turn the document as it is written into the changed one. Throws Refusal where there is no safe way. */
export function editsOf(sheet: Sheet, root: ChangedNode): readonly Edit[] {
  if (root.kind === 'kept') return [];
  if (root.kind === 'new' || keptIn(root).length === 0) throw new Refusal('the whole document would be replaced');
  return collectionEdits(sheet, root.node, root.slots);
}

function collectionEdits(sheet: Sheet, node: WrittenNode, slots: readonly Slot[]): readonly Edit[] {
  const inner = slots.flatMap(({ entry, child }) => (entry === undefined ? [] : childEdits(sheet, node, entry, child)));
  // Those of children come first: at the end of a nested block, its new lines stand before those of its parent.
  return [...inner, ...(node.isFlow ? flowEdits(sheet, node, slots) : blockEdits(sheet, node, slots))];
}

function keptIn(node: Extract<ChangedNode, { readonly kind: 'changed' }>): readonly WrittenEntry[] {
  return node.slots.flatMap(({ entry }) => entry ?? []);
}

function childEdits(sheet: Sheet, parent: WrittenNode, entry: WrittenEntry, child: ChangedNode): readonly Edit[] {
  if (child.kind === 'kept') return [];
  if (child.kind === 'changed') {
    if (keptIn(child).length > 0) return collectionEdits(sheet, child.node, child.slots);
    if (child.slots.length === 0 && sheet.document.entriesOf(child.node).entries.length === 0) return [];
    if (child.node.isDecorated) throw new Refusal('it has an anchor or a tag');
  }
  const value = valueOf(child) ?? null;
  return parent.isFlow ? newFlowValue(sheet, parent, entry, value) : newBlockValue(sheet, entry, value);
}

/** Where an entry ends in block style: at the start of the line behind it and behind comments that are indented deeper. */
function entryEnd(text: string, { start, node }: WrittenEntry): number {
  const column = columnOf(text, start);
  let end = nextLine(text, node.range.end, start);
  const comments = /(?:[ \t]*\r?\n)*([ ]*)#[^\n]*(?:\n|$)/y;
  for (;;) {
    comments.lastIndex = end;
    const found = comments.exec(text);
    if (found === null || (found[1] ?? '').length <= column) return end;
    end = comments.lastIndex;
  }
}

/** Whole lines put in where a line begins, or behind the last line of a text that ends without a line break. */
function insertedLines({ document: { text }, style }: Sheet, at: number, lines: readonly string[]): Edit {
  const content = lines.join(style.newline);
  const isOpen = at === text.length && at > 0 && !text.endsWith('\n');
  return { start: at, end: at, replacement: isOpen ? `${style.newline}${content}` : `${content}${style.newline}` };
}

function blockEdits(sheet: Sheet, node: WrittenNode, slots: readonly Slot[]): readonly Edit[] {
  const { entries } = sheet.document.entriesOf(node);
  return [...removals(sheet, entries, new Set(slots.map(({ entry }) => entry?.start))), ...insertions(sheet, slots)];
}

function removals({ document: { text } }: Sheet, entries: readonly WrittenEntry[], kept: ReadonlySet<number | undefined>): readonly Edit[] {
  const edits: Edit[] = [];
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index];
    if (entry === undefined || kept.has(entry.start)) continue;
    if (isFirstOnLine(text, entry.start)) {
      edits.push({ start: lineStart(text, entry.start), end: entryEnd(text, entry), replacement: '' });
      continue;
    }
    // The first of a list item, behind its dash: the next one that stays takes its place.
    while (!kept.has(entries[index + 1]?.start)) index++;
    const [last = entry, next = entry] = [entries[index], entries[index + 1]];
    const gap = text.slice(nextLine(text, last.node.range.end, entry.start), next.start);
    // Comments between them stay, and the dash alone above them.
    const start = lineStart(text, entry.start) + text.slice(lineStart(text, entry.start), entry.start).trimEnd().length;
    edits.push(
      gap.trim() === '' ? { start: entry.start, end: next.start, replacement: '' } : { start, end: last.node.range.end, replacement: '' },
    );
  }
  return edits;
}

function insertions(sheet: Sheet, slots: readonly Slot[]): readonly Edit[] {
  const { document, style } = sheet;
  const { text } = document;
  const first = slots.find(({ entry }) => entry !== undefined)?.entry;
  if (first === undefined) return [];
  const column = columnOf(text, first.start);
  const quote = quoteBeside(text, slots);
  let before: WrittenEntry | undefined;
  return slots.flatMap(({ entry, key, child }) => {
    if (entry !== undefined) {
      before = entry;
      return [];
    }
    const value = valueOf(child) ?? null;
    const lines = indented(blockLines(key === undefined ? [value] : { [key]: value }, style, quote), column);
    if (before !== undefined) return insertedLines(sheet, entryEnd(text, before), lines);
    if (!isFirstOnLine(text, first.start)) throw new Refusal('there is no line to put it on');
    return insertedLines(sheet, lineStart(text, first.start), lines);
  });
}

function newBlockValue(sheet: Sheet, entry: WrittenEntry, value: Json): readonly Edit[] {
  const { document, style } = sheet;
  const { text } = document;
  const { key, node } = entry;
  const { start, end } = node.range;
  const inline = isInline(value) ? inlineText(value, style, quoteAt(text, start)) : undefined;
  const isEmpty = start === end;
  // A block scalar that keeps its blank lines ends behind the last of them.
  const tail = !isEmpty && text[end - 1] === '\n' ? style.newline : '';
  if (key === undefined) {
    const column = isEmpty ? columnOf(text, entry.start) + 2 : columnOf(text, start);
    const [first = '', ...rest] = inline === undefined ? blockLines(value, style) : [inline];
    const content = [first, ...indented(rest, column)].join(style.newline);
    return [{ start, end, replacement: `${isEmpty ? ' ' : ''}${content}${tail}` }];
  }
  const colon = tokenAt(text, key.range.end) + 1;
  if (text[colon - 1] !== ':' || lineStart(text, colon) !== lineStart(text, entry.start))
    throw new Refusal('its key is written in a way of its own');
  const isBelow = !isEmpty && lineStart(text, start) !== lineStart(text, entry.start);
  if (inline !== undefined) {
    if (!isBelow) return [{ start: isEmpty ? colon : start, end, replacement: `${isEmpty ? ' ' : ''}${inline}${tail}` }];
    return [
      { start: colon, end: colon, replacement: ` ${inline}` },
      { start: lineStart(text, start), end: entryEnd(text, entry), replacement: '' },
    ];
  }
  const column = columnOf(text, entry.start) + (Array.isArray(value) ? style.listStep : style.step);
  const lines = indented(blockLines(value, style), column);
  if (isBelow) {
    const added = insertedLines(sheet, lineStart(text, start), lines);
    return [{ ...added, end: nextLine(text, end, start) }];
  }
  const isMultiline = lineEnd(text, start) < end;
  const rest: Edit = { start: isEmpty ? start : colon, end, replacement: tail };
  return [...(isEmpty ? [] : [rest]), insertedLines(sheet, isMultiline && tail !== '' ? end : nextLine(text, end, entry.start), lines)];
}
