// SPDX-License-Identifier: Apache-2.0

/** A place in a text, both one-based. Columns are UTF-16 code units, as SARIF, the language server protocol and offsets count them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets into lines and columns; made once for many questions about one text. */
export interface LineIndex {
  positionOf(offset: number): Place;
}

/** Lines end at \n, \r\n or \r, as in YAML and in editors. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return {
    positionOf(offset) {
      const line = countUpTo(starts, offset);
      return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
    },
  };
}

/** The place of one offset. For several in the same text, `createLineIndex`. */
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
