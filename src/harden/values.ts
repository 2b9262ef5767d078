// SPDX-License-Identifier: Apache-2.0
// Values as text that Kubernetes, and any other reader of YAML or JSON, reads as what they are.
import { isArray, isObject, type Json } from '../model/json.ts';
import { resolvePlain } from '../model/yaml/scalars.ts';

export type Quote = '"' | "'";

/** How a document is written, so that what is added looks like the rest. */
export interface Style {
  readonly newline: '\n' | '\r\n';
  /** Columns that a mapping stands right of its key, and a list of its key. */
  readonly step: number;
  readonly listStep: number;
  /** The document is JSON: every string and key in double quotes. */
  readonly isJson: boolean;
  /** Between key and value, and between items, in flow style. */
  readonly colon: ':' | ': ';
  readonly comma: ',' | ', ';
}

/** Whether a value needs one line only, whatever the style. */
export function isInline(value: Json): boolean {
  if (isArray(value)) return value.length === 0;
  return !isObject(value) || Object.keys(value).length === 0;
}

/** A value on one line; `quote` is how strings beside it are quoted. */
export function inlineText(value: Json, style: Style, quote?: Quote): string {
  if (isArray(value)) return `[${value.map((item) => inlineText(item, style, quote)).join(style.comma)}]`;
  if (isObject(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${keyText(key, style)}${style.colon}${inlineText(item, style, quote)}`)
      .join(style.comma)}}`;
  }
  return typeof value === 'string' ? stringText(value, style, quote) : String(value);
}

export function keyText(key: string, style: Style): string {
  return stringText(key, style);
}

/** A non-empty collection as lines of flow style, one a child; the lines after the first begin with `lead`. */
export function flowLines(value: Json, style: Style, lead: string, unit: string): string {
  if (isInline(value)) return inlineText(value, style);
  const inner = `${lead}${unit}`;
  const children = isArray(value)
    ? value.map((item) => flowLines(item, style, inner, unit))
    : Object.entries(isObject(value) ? value : {}).map(
        ([key, item]) => `${keyText(key, style)}${style.colon}${flowLines(item, style, inner, unit)}`,
      );
  const [open, close] = isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}${style.newline}${children.map((child) => `${inner}${child}`).join(`,${style.newline}`)}${style.newline}${lead}${close}`;
}

/** A non-empty collection as lines of block style, from column zero. */
export function blockLines(value: Json, style: Style, quote?: Quote): string[] {
  if (isArray(value)) {
    return value.flatMap((item) => {
      const [first = '', ...rest] = isInline(item) ? scalarLines(item, style, quote) : blockLines(item, style, quote);
      return [`- ${first}`, ...indented(rest, 2)];
    });
  }
  return Object.entries(isObject(value) ? value : {}).flatMap(([key, item]) => {
    const name = keyText(key, style);
    if (!isInline(item)) return [`${name}:`, ...indented(blockLines(item, style), isArray(item) ? style.listStep : style.step)];
    const [first = '', ...rest] = scalarLines(item, style, quote);
    return [`${name}: ${first}`, ...indented(rest, style.step)];
  });
}

export function indented(lines: readonly string[], columns: number): string[] {
  return lines.map((line) => (line === '' ? '' : `${' '.repeat(columns)}${line}`));
}

/** A scalar in block style: text of several lines as a literal, whose lines follow the first. */
function scalarLines(value: Json, style: Style, quote?: Quote): string[] {
  if (typeof value !== 'string' || !isLiteral(value)) return [inlineText(value, style, quote)];
  return [value.endsWith('\n') ? '|' : '|-', ...value.replace(/\n$/, '').split('\n')];
}

/** Text whose lines can stand as they are: nothing unprintable, no space or blank line that a reader could lose. */
function isLiteral(text: string): boolean {
  return /^[^\s][^]*\n/.test(text) && !/[^\n\x20-\x7e\u00a0-\ud7ff]|[ ]$|[ ]\n|\n\n$/.test(text) && !/[\u2028\u2029]/.test(text);
}

function stringText(text: string, style: Style, quote?: Quote): string {
  if (style.isJson || quote === '"') return doubleQuoted(text);
  if (quote === "'" && /^[\x20-\x7e]*$/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return isPlain(text) ? text : doubleQuoted(text);
}

/** Whether every reader takes the text, unquoted and in flow style too, for this string and nothing else. */
function isPlain(text: string): boolean {
  if (!/^[A-Za-z0-9_./-][A-Za-z0-9_./:=+@~ -]*$/.test(text) || !/[A-Za-z]/.test(text)) return false;
  if (/: |[: ]$|^- |^\.|^-*$/.test(text) || resolvePlain(text) !== text) return false;
  // What other readers may take for a number, a time or one of YAML's words.
  return !/^[-+]?[\d.][\d._:exoXOEabcdefABCDEFTZtz+ -]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text);
}

function doubleQuoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
