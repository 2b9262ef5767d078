// SPDX-License-Identifier: Apache-2.0

/** A place in a text as people count: both one-based, the column in Unicode characters (code points), a tab being one. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets (UTF-16 code units) into lines and columns; made once for many questions about one text. */
export interface LineIndex {
  positionOf(offset: number): Place;
  /** The offsets at which a line starts and ends, its line break left out; undefined where there is no such line. */
  rangeOf(line: number): { readonly start: number; readonly end: number } | undefined;
}

/** Lines end at \n, \r\n or \r, as in YAML and in editors. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  for (const { 0: found, index } of text.matchAll(/\r\n?|\n/g)) starts.push(index + found.length);
  // The second halves of characters that take two code units: with these counted, a long line needs no walk.
  const halves = Array.from(text.matchAll(/(?<=[\ud800-\udbff])[\udc00-\udfff]/g), ({ index }) => index);
  return {
    positionOf(offset) {
      const line = countUpTo(starts, offset);
      const start = starts[line - 1] ?? 0;
      return { line, column: offset - start - (countUpTo(halves, offset - 1) - countUpTo(halves, start - 1)) + 1 };
    },
    rangeOf(line) {
      const start = starts[line - 1];
      if (start === undefined) return undefined;
      const next = starts[line] ?? text.length;
      const lineBreak = /\r?\n$|\r$/.exec(text.slice(Math.max(start, next - 2), next));
      return { start, end: line < starts.length ? next - (lineBreak?.[0].length ?? 0) : next };
    },
  };
}

/** The place of one offset. For several in the same text make a `createLineIndex`. */
export function lineAndColumn(text: string, offset: number): Place {
  return createLineIndex(text.slice(0, offset)).positionOf(offset);
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
