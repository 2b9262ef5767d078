// SPDX-License-Identifier: Apache-2.0
// A JSON patch as the lines it takes away from a manifest and the lines it adds: those that `rampart fix` would write.
import { documentEdits } from '../harden/edit-document.ts';
import { type Edit, lineEnd, lineStart, withEdits } from '../harden/layout-text.ts';
import type { Patch, PatchOperation } from '../model/patch.ts';
import type { Pointer } from '../model/pointer.ts';
import { lineDifferences } from './line-diff.ts';
import type { OpenDocument } from './places.ts';
import { stringify } from './stringify.ts';

export interface DiffLine {
  readonly mark: '-' | '+';
  /** One-based number of the source line that is taken away, or behind which the line is added. */
  readonly at: number;
  readonly text: string;
}

/** The lines of a patch of the object at `objectPointer`, from top to bottom; a patch that cannot be written is shown as pointers. */
export function remedyDiff(document: OpenDocument, objectPointer: Pointer, patch: Patch): DiffLine[] {
  const { text, lines, start, end } = document;
  const edits = documentEdits(text.slice(start, end), [{ pointer: objectPointer, patch }]);
  if ('refused' in edits) return patch.flatMap((operation) => pointerLine(operation, lines.positionOf(end).line));
  return diffLines(
    text,
    edits.map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start })),
    (offset) => lines.positionOf(offset).line,
  );
}

function diffLines(text: string, edits: readonly Edit[], lineOf: (offset: number) => number): DiffLine[] {
  if (edits.length === 0) return [];
  const from = lineStart(text, Math.min(...edits.map(({ start }) => start)));
  const to = lineEnd(text, Math.max(...edits.map(({ end }) => end)));
  const old = linesOf(text.slice(from, to));
  const next = linesOf(
    withEdits(
      text.slice(from, to),
      edits.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from })),
    ),
  );
  const first = lineOf(from);
  return lineDifferences(old, next).flatMap(({ start, end, newStart, newEnd }) => [
    ...old.slice(start, end).map((line, index): DiffLine => ({ mark: '-', at: first + start + index, text: line })),
    ...next.slice(newStart, newEnd).map((line): DiffLine => ({ mark: '+', at: first + end - 1, text: line })),
  ]);
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

function pointerLine(operation: PatchOperation, at: number): DiffLine | readonly DiffLine[] {
  if (operation.op === 'test') return [];
  const value = operation.op === 'remove' ? '' : `: ${stringify(operation.value)}`;
  return { mark: operation.op === 'remove' ? '-' : '+', at, text: `${operation.path}${value}` };
}
