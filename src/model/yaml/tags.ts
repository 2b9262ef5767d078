// SPDX-License-Identifier: Apache-2.0
// Explicit tags as go-yaml v2 reads them (resolve.go): those it knows must fit the text, with any other the text is a string.
import { isInteger, resolvePlain, type Scalar } from './scalars.ts';

const standard = 'tag:yaml.org,2002:';

/** The full name of a tag as written (`!!str`, `!e!x`, `!<tag:…>`); `prefixes` are the handles that %TAG directives declare. */
export function tagName(written: string, prefixes: ReadonlyMap<string, string>): string {
  if (written.startsWith('!<')) return written.slice(2, -1);
  const end = written.indexOf('!', 1) + 1;
  const handle = end === 0 ? '!' : written.slice(0, end);
  const prefix = prefixes.get(handle) ?? (handle === '!!' ? standard : handle);
  return prefix + written.slice(handle.length);
}

/** The value of a scalar with an explicit tag; undefined where the text does not fit the tag. */
export function resolveTagged(tag: string, text: string): Scalar | undefined {
  if (!tag.startsWith(standard)) return text;
  const value = resolvePlain(text);
  switch (tag.slice(standard.length)) {
    case 'null':
      return value === null ? null : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'int':
      return typeof value === 'bigint' || (typeof value === 'number' && isInteger(value, text)) ? value : undefined;
    case 'float':
      return typeof value === 'number' || (typeof value === 'bigint' && value <= maxInt64) ? Number(value) : undefined;
    case 'timestamp':
      return timestamp.test(text) ? text : undefined;
    case 'binary':
      return decodedBase64(text);
    default:
      return text;
  }
}

const maxInt64 = 2n ** 63n - 1n;
const timestamp = /^\d{4}-\d\d?-\d\d?(?:[Tt]\d\d?:\d\d?:\d\d?(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)| \d\d?:\d\d?:\d\d?(?:\.\d+)?)?$/;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The text that base64 encodes; undefined where it is not base64, U+FFFD for all of it where it is not UTF-8. */
function decodedBase64(text: string): string | undefined {
  const code = text.replaceAll(/[\r\n]/g, '');
  if (code.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(code)) return undefined;
  let escaped = '';
  let bits = 0;
  let held = 0;
  for (const char of code.replace(/=+$/, '')) {
    held = ((held << 6) | alphabet.indexOf(char)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    escaped += `%${((held >> bits) & 0xff).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return '\ufffd';
  }
}
