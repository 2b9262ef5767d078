// SPDX-License-Identifier: Apache-2.0
import { locatorOf } from '../model/locator.ts';
import type { FileOrigin, Origin } from '../model/object.ts';
import type { Pointer } from '../model/pointer.ts';
import { createLineIndex, type LineIndex } from '../model/yaml/lines.ts';
import type { NodeRange } from '../model/yaml/locate.ts';

/** The text of a source by its name; undefined where it can no longer be had as it was read. */
export type TextOf = (source: string) => string | undefined;

/** One-based; the end is exclusive, as editors and SARIF count. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A document opened for quoting. Offsets are UTF-16 code units of `text`. */
export interface OpenDocument {
  readonly text: string;
  readonly lines: LineIndex;
  /** Nothing outside of these may be quoted: it belongs to other objects. */
  readonly start: number;
  readonly end: number;
  /** The range of a node, by its pointer from the document; undefined where it is not there. */
  locate(path: Pointer): NodeRange | undefined;
}

export function openDocument(origin: FileOrigin, text: string, lines = createLineIndex(text)): OpenDocument {
  const { start, end } = origin;
  const locator = locatorOf(origin, text);
  const shift = (range: { readonly start: number; readonly end: number }) => ({ start: range.start + start, end: range.end + start });
  return {
    text,
    lines,
    start,
    end,
    locate(path) {
      const node = locator.locate(path);
      if (node === undefined) return undefined;
      return { value: shift(node.value), ...(node.key === undefined ? {} : { key: shift(node.key) }) };
    },
  };
}

/** A place of an object: a finding, a piece of evidence. */
export interface Placed {
  readonly origin: Origin;
  readonly path: Pointer;
}

/**
 * Where each finding stands. Documents are opened one after another, so that memory does not grow with the input;
 * findings of a cluster, and of sources whose text is gone, have no position.
 */
export function positionsOf<T extends Placed>(findings: readonly T[], textOf: TextOf): ReadonlyMap<T, Position> {
  const positions = new Map<T, Position>();
  const located = findings.flatMap((finding) => (finding.origin.kind === 'file' ? [{ finding, origin: finding.origin }] : []));
  for (const [source, ofSource] of Map.groupBy(located, ({ origin }) => origin.source)) {
    const text = textOf(source);
    if (text === undefined) continue;
    const lines = createLineIndex(text);
    for (const ofDocument of Map.groupBy(ofSource, ({ origin }) => origin.start).values()) {
      const [first] = ofDocument;
      const document = first && openDocument(first.origin, text, lines);
      for (const { finding, origin } of ofDocument) {
        const node = document && nodeAt(document, origin.pointer, finding.path);
        if (node !== undefined) positions.set(finding, positionOf(node, lines));
      }
    }
  }
  return positions;
}

/** The node of an object's path, or the nearest that the text has: an item of a typed list has its kind from the list. */
export function nodeAt(document: OpenDocument, object: Pointer, path: Pointer): NodeRange | undefined {
  for (let at = path; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const node = document.locate(`${object}${at}`);
    if (node !== undefined || at === '') return node;
  }
}

/** From the key of a node, where it has one, to the end of its value. */
function positionOf(node: NodeRange, lines: LineIndex): Position {
  const { line, column } = lines.positionOf((node.key ?? node.value).start);
  const end = lines.positionOf(node.value.end);
  return { line, column, endLine: end.line, endColumn: end.column };
}
