// SPDX-License-Identifier: Apache-2.0

export interface Range {
  readonly start: number;
  readonly end: number;
}

// `---` and `...` at the start of a line end a document wherever they stand, inside quotes and block scalars too:
// so a document that is broken never hides the ones after it.
const marker = /^\ufeff?(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;

/** The documents of a YAML text in order, each with its leading marker and directives; a range can hold nothing but comments. */
export function documentRanges(text: string): Range[] {
  const ranges: Range[] = [];
  let start = text.startsWith('\ufeff') ? 1 : 0;
  // To YAML 1.1 this ends a line as well.
  const lines = text.replaceAll('\u0085', '\n');
  for (const { 0: found, index } of lines.matchAll(marker)) {
    // A `...` belongs to the document that it ends, and directives to the document that follows.
    const isStart = found.endsWith('-');
    const end = isStart ? index : index + found.length;
    if (end <= start || (isStart && onlyDirectives(lines, start, end))) continue;
    ranges.push({ start, end });
    start = isStart ? index + found.length - '---'.length : end;
  }
  ranges.push({ start, end: text.length });
  return ranges;
}

const idleLine = /(?:[ \t]*(?:#[^\r\n]*)?|(%)[^\r\n]*)(?:\r\n?|\n)/y;

/** Whether these lines hold directives and nothing else besides comments. */
function onlyDirectives(text: string, start: number, end: number): boolean {
  let found = false;
  for (idleLine.lastIndex = start; idleLine.lastIndex < end; ) {
    const line = idleLine.exec(text);
    if (line === null) return false;
    found ||= line[1] === '%';
  }
  return found;
}
