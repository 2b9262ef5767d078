// SPDX-License-Identifier: Apache-2.0
import pc from 'picocolors';
import type { Severity } from '../posture/check.ts';

/** What a renderer knows of the paper it writes on. */
export interface Page {
  /** Columns; lines are wrapped or clipped to it. */
  readonly width: number;
  readonly ink: Ink;
}

export type Ink = ReturnType<typeof pc.createColors>;

export function page(width: number, colour: boolean): Page {
  return { width: Math.max(40, width), ink: pc.createColors(colour) };
}

export function severityInk(ink: Ink, severity: Severity): (text: string) => string {
  switch (severity) {
    case 'critical':
      return (text) => ink.bold(ink.red(text));
    case 'high':
      return ink.red;
    case 'medium':
      return ink.yellow;
    case 'low':
      return ink.cyan;
    case 'info':
      return ink.dim;
  }
}

/** Words of `text` in lines of at most `width` columns; a word longer than that is broken. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((whole) => broken(whole, width))) {
    if (line !== '' && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

function broken(word: string, width: number): string[] {
  if (columns(word) <= width) return [word];
  const pieces: string[] = [];
  let [piece, used] = ['', 0];
  for (const character of word) {
    const room = columns(character);
    if (used + room > width && piece !== '') {
      pieces.push(piece);
      [piece, used] = ['', 0];
    }
    piece += character;
    used += room;
  }
  return [...pieces, piece];
}

/** `text` in at most `width` columns, with an ellipsis where something was cut. */
export function clip(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += columns(character);
    if (used > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Columns that a terminal gives to `text`: East Asian wide characters take two, combining marks none. */
export function columns(text: string): number {
  // Nearly all text is plain ASCII, where the length says it.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let total = 0;
  for (const character of text) total += /\p{M}/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return total;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Control characters of the input made visible, so that a manifest cannot drive the terminal. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll('\t', '  ').replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '·');
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount.toLocaleString('en-US')} ${amount === 1 ? noun : plural}`;
}
