// SPDX-License-Identifier: Apache-2.0
// HTML that is safe by how it is made: whatever is put into a template is escaped, unless it was made by one itself.
import { printable } from '../style.ts';

export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Markup[] | undefined;

/** A template of HTML. Values stand between tags or within double-quoted attributes, and nowhere else. */
export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let markup = fixed[0] ?? '';
  parts.forEach((part, index) => {
    markup += written(part) + (fixed[index + 1] ?? '');
  });
  return { markup };
}

function written(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escaped(part);
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

function escaped(text: string): string {
  return printable(text.toWellFormed()).replaceAll(/[&<>"'`]/g, (character) => entities[character] ?? '');
}
