// SPDX-License-Identifier: Apache-2.0
// Strings of ASN.1 as text. What is malformed shows as U+FFFD.

const unknown = 0xfffd;

/** The text of a string type by its tag; undefined for any other type. */
export function asn1Text(tag: number, bytes: Uint8Array): string | undefined {
  switch (tag) {
    case 0x0c:
      return utf8Text(bytes);
    // Numeric, Printable, IA5, Visible: ASCII. Teletex is Latin-1 wherever it still occurs.
    case 0x12:
    case 0x13:
    case 0x14:
    case 0x16:
    case 0x1a:
      return textOf(Array.from(bytes));
    case 0x1c:
      return textOf(units(bytes, 4));
    case 0x1e:
      return textOf(units(bytes, 2));
    default:
      return undefined;
  }
}

/** ASCII, as names in certificates are, and as PEM is. */
export function asciiText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk) {
    text += String.fromCharCode(...Array.from(bytes.subarray(at, at + chunk), (byte) => (byte < 0x80 ? byte : unknown)));
  }
  return text;
}

/** As many as a call may well have arguments. */
const chunk = 4096;

function utf8Text(bytes: Uint8Array): string {
  const points: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const more = lead < 0x80 ? 0 : lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : -1;
    const rest = bytes.subarray(at + 1, at + 1 + Math.max(more, 0));
    const isWhole = more >= 0 && rest.length === more && rest.every((byte) => (byte & 0xc0) === 0x80);
    let point = lead & (more === 0 ? 0x7f : 0x3f >> Math.max(more, 0));
    for (const byte of rest) point = (point << 6) | (byte & 0x3f);
    const isShortest = point >= (smallest[more] ?? 0);
    points.push(isWhole && isShortest ? point : unknown);
    at += isWhole ? more + 1 : 1;
  }
  return textOf(points);
}

/** The first code point that needs one, two and three further bytes. */
const smallest: readonly number[] = [0, 0x80, 0x800, 0x10000];

function units(bytes: Uint8Array, size: number): number[] {
  const result: number[] = [];
  for (let at = 0; at + size <= bytes.length; at += size) {
    let unit = 0;
    for (let index = 0; index < size; index++) unit = unit * 256 + (bytes[at + index] ?? 0);
    result.push(unit);
  }
  return result;
}

function textOf(points: readonly number[]): string {
  let text = '';
  for (const point of points) text += String.fromCodePoint(point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? unknown : point);
  return text;
}
