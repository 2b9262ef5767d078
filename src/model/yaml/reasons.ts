// SPDX-License-Identifier: Apache-2.0

const endless = 'the bracket is never closed';
const unquoted = 'put the whole value in quotes if it holds ": " or starts with a special character';

/** js-yaml's reasons, and what to tell people instead. None of them quotes the text, which could be a Secret. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['tab characters must not be used in indentation', 'a tab is used for indentation; use spaces'],
  ['deficient indentation', 'this line must be indented deeper than the key it belongs to'],
  ['bad indentation of a mapping entry', `this is no part of the mapping above: check its indentation, and ${unquoted}`],
  ['bad indentation of a sequence entry', 'this is no part of the list above: check the indentation of its "-"'],
  ["expected ':' after a mapping key", 'a key without a colon: check the indentation, or write "key: value"'],
  [
    'can not read a block mapping entry; a multiline key may not be an implicit key',
    'a key without a colon: check the indentation, or write "key: value"',
  ],
  [
    'a whitespace character is expected after the key-value separator within a block mapping',
    'a space is missing after the colon of a key',
  ],
  ['missed comma between flow collection entries', 'a comma or a closing bracket is missing'],
  ["expected the node content, but found ','", 'a comma without a value before it'],
  ['unexpected end of the stream within a flow collection', endless],
  ['unexpected end of the stream within a single quoted scalar', 'the single quote is never closed'],
  ['unexpected end of the document within a single quoted scalar', 'the single quote is never closed'],
  ['unexpected end of the stream within a double quoted scalar', 'the double quote is never closed'],
  ['unexpected end of the document within a double quoted scalar', 'the double quote is never closed'],
  ['unknown escape sequence', 'unknown escape after a backslash in double quotes; use single quotes, or double the backslash'],
  ['expected hexadecimal character', 'an escape of \\x, \\u or \\U needs its hexadecimal digits'],
  ['expected valid JSON character', 'a control character stands inside quotes'],
  ['the stream contains non-printable characters', 'a control character stands in the text'],
  ['a line break is expected', 'the text of a block (after | or >) must start on the next line'],
  [
    'end of the stream or a document separator is expected',
    `this does not belong to what stands above: check its indentation, and ${unquoted}`,
  ],
  ['directives end mark is expected', 'a directive (a line that starts with %) must be followed by a line with ---'],
  ['duplication of an anchor property', 'a value can have only one anchor'],
  ['duplication of a tag property', 'a value can have only one tag'],
  ['alias node should not have any properties', 'an alias can have neither anchor nor tag'],
]);

/** One sentence for people about a syntax error of js-yaml. */
export function syntaxReason(reason: string): string {
  return reasons.get(reason) ?? 'not valid YAML here';
}

/**
 * Where a list item begins with a dash of typography (–, — or −) instead of "-", on the line of an error or one of the two above it:
 * word processors and web pages make such dashes, and YAML takes them for text. Undefined where there is none.
 */
export function typographicDash(text: string, offset: number): number | undefined {
  const lines = text.slice(0, offset).split('\n');
  let end = 0;
  for (const [index, line] of lines.entries()) {
    const indent = /^ *(?=[–—−] )/.exec(line)?.[0].length;
    if (indent !== undefined && index >= lines.length - 3) return end + indent;
    end += line.length + 1;
  }
  return undefined;
}

export const typographicDashReason = 'a list item begins with a dash of typography: write "-"';

/** Whether the reason is about something that is never closed: people look for it where it was opened. */
export function isUnclosed(reason: string): boolean {
  return reason.startsWith('unexpected end of the');
}
