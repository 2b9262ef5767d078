// SPDX-License-Identifier: Apache-2.0

/** Why a text is no base64. */
export type Base64Fault = 'its base64 is cut off' | 'it holds characters that are not base64' | 'it is larger than any certificate';

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map(Array.from(digits, (digit, value) => [digit.charCodeAt(0), value]));
const blanks = new Set([9, 10, 11, 12, 13, 32]);
const equals = 61;

/** More than etcd would store, and than any chain or list of names needs. */
const longest = 8 * 1024 * 1024;

/** The bytes that base64 text stands for, padded as Go wants it, blanks and line breaks ignored. */
export function decodeBase64(text: string): Uint8Array | Base64Fault {
  if (text.length > longest) return 'it is larger than any certificate';
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let [length, bits, pending, count, padding] = [0, 0, 0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (blanks.has(unit)) continue;
    count += 1;
    if (unit === equals) {
      padding += 1;
      continue;
    }
    const value = values.get(unit);
    if (value === undefined || padding > 0) return 'it holds characters that are not base64';
    bits = ((bits << 6) | value) & 0xffff;
    pending += 6;
    if (pending < 8) continue;
    pending -= 8;
    bytes[length++] = (bits >> pending) & 0xff;
  }
  return count % 4 === 0 && padding <= 2 ? bytes.subarray(0, length) : 'its base64 is cut off';
}
