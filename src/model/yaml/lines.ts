// SPDX-License-Identifier: Apache-2.0

/** A place in a text as people count: both one-based, the column in Unicode characters (code points), a tab being one. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets (UTF-16 code units) into lines and columns; made once for many questions about one text. */
export interface LineIndex {
  positionOf(offset: number): Place;
  /** The offset at which a line starts: with columns being characters, it cannot be reckoned back from one. */
  startOf(line: number): number;
}

/** Lines end at \n, \r\n or \r, as in YAML and in editors. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  // Where the second halves of characters of two code units stand: with these counted, a long line needs no walk.
  const halves: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
    else if (unit >= 0xdc00 && unit <= 0xdfff && isFirstHalf(text.charCodeAt(at - 1))) halves.push(at);
  }
  return {
    positionOf(offset) {
      const line = countBelow(starts, offset + 1);
      const start = starts[line - 1] ?? 0;
      return { line, column: offset - start - (countBelow(halves, offset) - countBelow(halves, start)) + 1 };
    },
    startOf: (line) => starts[line - 1] ?? text.length,
  };
}

/** The place of one offset. For several in the same text, `createLineIndex`. */
export function lineAndColumn(text: string, offset: number): Place {
  return createLineIndex(text.slice(0, offset)).positionOf(offset);
}

function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** How many of the ascending numbers are below `limit`. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
