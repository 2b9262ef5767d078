// SPDX-License-Identifier: Apache-2.0
// Go templates that make URLs: where a value is put into a place that ends at a special character, and whether it is encoded.

/** The text with `| urlquery` where a credential of a URL has none; the same text where nothing has to be done. */
export function withEncodedCredentials(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let at = text.indexOf('://'); at >= 0; ) {
    const start = at + 3;
    const end = partEnd(text, start);
    if (text[end] === '@') {
      pieces.push(text.slice(from, start), encoded(text.slice(start, end)));
      from = end;
    }
    // The slash that ended the part may belong to the next URL.
    at = text.indexOf('://', Math.max(start, end - 1));
  }
  return [...pieces, text.slice(from)]
    .join('')
    .replace(credentialParameter, (whole, before: string, action: string, at: number, all: string) =>
      all.slice(Math.max(0, at - longestUrl), at).includes('://') ? `${before}${encoded(action)}` : whole,
    );
}

/** How far before a parameter its URL may begin. */
const longestUrl = 2048;
const credentialParameter = /([?&](?:user(?:name)?|pass(?:word|wd)?|pwd|token)=)(\{\{[^{}]*\}\})/gi;

/** Where the part of a URL that begins at `start` ends: at an @ if it is the user part. Actions are passed over. */
function partEnd(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    if (text.startsWith('{{', at)) {
      const close = text.indexOf('}}', at);
      if (close < 0) return text.length;
      at = close + 1;
    } else if (/[@\s/?#"'`]/.test(text[at] ?? '')) return at;
  }
  return text.length;
}

/** Actions that print no value. */
const control = /^\{\{-?\s*(?:if|else|end|range|with|define|block|template|\/\*|\$\w+\s*:?=)/;

function encoded(part: string): string {
  return part.replace(/\{\{(-?)([^{}]*)\}\}/g, (action, open: string, body: string) => {
    if (/\burlquery\b/.test(body) || control.test(action)) return action;
    const trims = body.endsWith('-') ? '-' : '';
    return `{{${open}${body.slice(0, body.length - trims.length).trimEnd()} | urlquery ${trims}}}`;
  });
}

/** Whether a printf of the text makes a URL whose user part takes an argument that is not encoded. */
export function printsCredential(text: string): boolean {
  return [...text.matchAll(/\bprintf\s+"([^"\n]*)"([^{}\n]*)/g)].some(([, format = '', rest = '']) => {
    const start = format.indexOf('://');
    const end = partEnd(format, start + 3);
    if (start < 0 || format[end] !== '@') return false;
    const verbs = (part: string) => part.replaceAll('%%', '').split('%').length - 1;
    const values = argumentsIn(rest);
    return values.slice(verbs(format.slice(0, start)), verbs(format.slice(0, end))).some((value) => !/\burlquery\b/.test(value));
  });
}

/** The arguments of a call: words, and what stands in parentheses. */
function argumentsIn(text: string): string[] {
  const values: string[] = [];
  let depth = 0;
  let value = '';
  for (const char of text) {
    if (char === '|' && depth === 0) break;
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (/\s/.test(char) && depth === 0) {
      if (value !== '') values.push(value);
      value = '';
    } else value += char;
  }
  return value === '' ? values : [...values, value];
}
