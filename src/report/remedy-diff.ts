// SPDX-License-Identifier: Apache-2.0
// A JSON patch as the lines it takes away from a manifest and the lines it adds, in the manifest's own indentation.
import { dump } from 'js-yaml';
import type { Json } from '../model/json.ts';
import type { Patch, PatchOperation } from '../model/patch.ts';
import { type Pointer, pointer, tokens } from '../model/pointer.ts';
import type { OpenDocument } from './places.ts';

export interface DiffLine {
  readonly mark: '-' | '+';
  /** One-based number of the source line that is taken away, or behind which the line is added. */
  readonly at: number;
  readonly text: string;
}

/** The lines of a patch of the object at `objectPointer`, from top to bottom; an operation whose place is not found is shown as a pointer. */
export function remedyDiff(document: OpenDocument, objectPointer: Pointer, patch: Patch): DiffLine[] {
  const endOfDocument = document.lines.positionOf(document.end).line;
  return patch
    .flatMap((operation) => operationLines(document, objectPointer, operation) ?? [pointerLine(operation, endOfDocument)])
    .toSorted((a, b) => a.at - b.at);
}

function operationLines(document: OpenDocument, objectPointer: Pointer, operation: PatchOperation): DiffLine[] | undefined {
  if (operation.op === 'test') return [];
  const path = tokens(`${objectPointer}${operation.path}`);
  const last = path.at(-1) ?? '';
  const parent = document.locate(pointer(...path.slice(0, -1)))?.value;
  if (parent === undefined) return undefined;
  const inFlow = isFlow(document.text, parent.start);
  const node = operation.op === 'add' ? undefined : document.locate(pointer(...path));
  if (operation.op === 'add') {
    if (inFlow) return flowAddition(document, parent, last, operation.value);
    const isList = document.text[parent.start] === '-' && /\s/.test(document.text[parent.start + 1] ?? '');
    return added(
      block(isList ? [operation.value] : { [last]: operation.value }, columnOf(document, parent.start)),
      lineOf(document, parent.end),
    );
  }
  if (node === undefined) return undefined;
  const start = (node.key ?? node.value).start;
  const removed = removedLines(document, start, node.value.end);
  if (operation.op === 'remove') return inFlow ? flowRemoval(document, start, node.value.end) : removed;
  const indent = columnOf(document, start);
  const lead = document.text.slice(lineStart(document, start), start);
  const onOneLine = removed.length === 1;
  const isScalar = typeof operation.value !== 'object' || operation.value === null;
  if (node.key === undefined || inFlow || (onOneLine && isScalar)) {
    if (!onOneLine) return undefined;
    return [...removed, ...spliced(document, node.value.start, node.value.end, flow(operation.value))];
  }
  const [first = '', ...rest] = block({ [last]: operation.value }, indent);
  return [...removed, ...added([`${lead}${first.trimStart()}`, ...rest], lineOf(document, node.value.end))];
}

/** The value as lines of block YAML, indented by `indent` columns. */
function block(value: Json, indent: number): string[] {
  return dump(plain(value), { lineWidth: -1 })
    .trimEnd()
    .split('\n')
    .map((line) => `${' '.repeat(indent)}${line}`);
}

function flow(value: Json): string {
  return dump(plain(value), { lineWidth: -1, flowLevel: 0 }).trim();
}

// js-yaml writes numbers, not bigint; what is as large as that is text to a reader anyway.
function plain(value: Json): unknown {
  return JSON.parse(JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? String(item) : item)));
}

function removedLines(document: OpenDocument, start: number, end: number): DiffLine[] {
  const first = lineOf(document, start);
  const from = lineStart(document, start);
  return document.text
    .slice(from, lineEnd(document, end))
    .split('\n')
    .map((text, index) => ({ mark: '-', at: first + index, text: text.replace(/\r$/, '') }));
}

function flowAddition(
  document: OpenDocument,
  parent: { readonly start: number; readonly end: number },
  key: string,
  value: Json,
): DiffLine[] | undefined {
  const { text } = document;
  const inside = text.slice(parent.start + 1, parent.end - 1);
  if (inside.includes('\n')) return undefined;
  const isList = text[parent.start] === '[';
  const entry = isList ? flow(value) : `${flow(key)}: ${flow(value)}`;
  const padding = isList ? '' : ' ';
  const content = inside.trim() === '' ? entry : `${inside.trim()}, ${entry}`;
  const replacement = `${text[parent.start]}${padding}${content}${padding}${text[parent.end - 1]}`;
  return [...removedLines(document, parent.start, parent.end), ...spliced(document, parent.start, parent.end, replacement)];
}

function flowRemoval(document: OpenDocument, start: number, end: number): DiffLine[] | undefined {
  const removed = removedLines(document, start, end);
  if (removed.length > 1) return undefined;
  const after = /^\s*,\s*/.exec(document.text.slice(end, lineEnd(document, end)))?.[0].length ?? 0;
  const before = after > 0 ? 0 : (/,\s*$/.exec(document.text.slice(lineStart(document, start), start))?.[0].length ?? 0);
  return [...removed, ...spliced(document, start - before, end + after, '')];
}

/** The line as it reads with a range of it replaced. */
function spliced(document: OpenDocument, start: number, end: number, replacement: string): DiffLine[] {
  return added(
    [`${document.text.slice(lineStart(document, start), start)}${replacement}${document.text.slice(end, lineEnd(document, end))}`],
    lineOf(document, start),
  );
}

function added(lines: readonly string[], at: number): DiffLine[] {
  return lines.map((text) => ({ mark: '+', at, text }));
}

function pointerLine(operation: PatchOperation, at: number): DiffLine {
  const value = operation.op === 'remove' ? '' : `: ${flow(operation.value)}`;
  return { mark: operation.op === 'remove' ? '-' : '+', at, text: `${operation.path}${value}` };
}

function isFlow(text: string, offset: number): boolean {
  return text[offset] === '{' || text[offset] === '[';
}

function lineOf(document: OpenDocument, offset: number): number {
  return document.lines.positionOf(offset).line;
}

function columnOf(document: OpenDocument, offset: number): number {
  return document.lines.positionOf(offset).column - 1;
}

function lineStart(document: OpenDocument, offset: number): number {
  return Math.max(document.start, document.text.lastIndexOf('\n', offset - 1) + 1);
}

function lineEnd(document: OpenDocument, offset: number): number {
  const end = document.text.indexOf('\n', offset);
  return end < 0 || end > document.end ? document.end : end;
}
