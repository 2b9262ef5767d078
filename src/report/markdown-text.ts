// SPDX-License-Identifier: Apache-2.0
// Text of the input in Markdown (GitHub's): whatever it holds, it stays text.
import { printable } from './style.ts';

/** Code hosts take comments of 65,536 characters; what is longer ends with a word on what was left out. */
export const mostCharacters = 60_000;

/** Running text: no markup, no link, no mention of a person or an issue. */
export function text(value: string): string {
  // At the beginning of a line these would make a list or a rule.
  const plain = printable(value.replaceAll(/\s+/g, ' ')).replace(/^ ?(?=(?:[-+]|\d{1,9}[.)])(?:\s|$)|[-=]+$)/, '\u200b');
  return unlinked(plain.replaceAll(/[\\`*_{}[\]<>()!|~&$]/g, String.raw`\$&`));
}

/** A code span; its delimiter is longer than any run of backticks in it. A bar would end a table's cell even there. */
export function code(value: string): string {
  const content = printable(value.replaceAll(/\s+/g, ' ')).replaceAll('|', '¦');
  const fence = '`'.repeat(Math.max(1, ...[...content.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const padding = fence.length > 1 || content.trim() === '' ? ' ' : '';
  return `${fence}${padding}${content}${padding}${fence}`;
}

/** Text on a line with tags of HTML, where Markdown is not read: a summary. */
export function html(value: string): string {
  return unlinked(printable(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
}

/** Code hosts make links of addresses and mentions wherever text is. */
function unlinked(value: string): string {
  return value.replaceAll(/(?<=https?|www)(?=[:.])|(?<=[@#])/g, '\u200b');
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Lines as a block of code, with a fence that none of them can close. */
export function fenced(language: string, lines: readonly string[]): string[] {
  const content = lines.map(printable);
  const fence = '`'.repeat(Math.max(3, ...[...content.join('\n').matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return [`${fence}${language}`, ...content, fence, ''];
}
