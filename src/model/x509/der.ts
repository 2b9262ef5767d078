// SPDX-License-Identifier: Apache-2.0
// The distinguished encoding of ASN.1 (X.690), as far as certificates need it.

/** What cannot be read. Thrown inside this folder only: its readers return it as text. */
export class DerFault extends Error {}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One value in the bytes it was read from. */
export interface Element {
  readonly tag: number;
  /** Of the tag, of the content, and of what comes behind. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

/** The tag of a field that the standard numbers: `[3]`. */
export function context(number: number, constructed = true): number {
  return (constructed ? 0xa0 : 0x80) | number;
}

export class Der {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The one value that all of the bytes are. */
  whole(): Element {
    const element = this.#at(0, this.bytes.length);
    if (element.end !== this.bytes.length) throw new DerFault(`${this.bytes.length - element.end} bytes follow its end`);
    return element;
  }

  /** The value at the beginning of the bytes, whatever follows. */
  first(): Element {
    return this.#at(0, this.bytes.length);
  }

  /** The values in a value. */
  children({ start, end }: Element): Element[] {
    const found: Element[] = [];
    for (let at = start; at < end; ) {
      const element = this.#at(at, end);
      found.push(element);
      at = element.end;
    }
    return found;
  }

  /** The values in a value that must be of this type. */
  childrenOf(element: Element | undefined, tag: number): Element[] {
    return this.children(this.expect(element, tag));
  }

  expect(element: Element | undefined, tag: number): Element {
    if (element?.tag !== tag) throw new DerFault(`tag ${hex(tag)} was expected, not ${element ? hex(element.tag) : 'the end'}`);
    return element;
  }

  content({ start, end }: Element): Uint8Array {
    return this.bytes.subarray(start, end);
  }

  /** Dotted numbers. */
  oid(element: Element | undefined): string {
    const numbers: bigint[] = [];
    let number = 0n;
    const content = this.content(this.expect(element, tags.oid));
    if (content.length > longestOid) throw new DerFault('an object identifier is longer than any');
    for (const byte of content) {
      number = (number << 7n) | BigInt(byte & 0x7f);
      if (byte >= 0x80) continue;
      numbers.push(number);
      number = 0n;
    }
    const [first = 0n, ...rest] = numbers;
    const root = first < 80n ? first / 40n : 2n;
    return [root, first - root * 40n, ...rest].join('.');
  }

  /** The bytes of a bit string that has whole bytes, or bits in the order the standard numbers them. */
  bits(element: Element | undefined): Uint8Array {
    const content = this.content(this.expect(element, tags.bitString));
    if (content.length === 0 || (content[0] ?? 8) > 7) throw new DerFault('a bit string is malformed');
    return content.subarray(1);
  }

  #at(from: number, limit: number): Element {
    const [tag, first] = [this.bytes[from], this.bytes[from + 1]];
    if (tag === undefined || first === undefined || from + 2 > limit) throw new DerFault('it ends too early');
    if ((tag & 0x1f) === 0x1f) throw new DerFault('it has a tag that certificates do not use');
    const size = first < 0x80 ? 0 : first & 0x7f;
    if (first === 0x80 || size > 4) throw new DerFault('a length is malformed');
    let length = first < 0x80 ? first : 0;
    for (let index = 0; index < size; index++) length = length * 256 + (this.bytes[from + 2 + index] ?? 0);
    const start = from + 2 + size;
    if (start + length > limit) throw new DerFault('it ends too early');
    return { tag, from, start, end: start + length };
  }
}

const longestOid = 64;

export function hex(value: number | Uint8Array): string {
  if (typeof value === 'number') return value.toString(16).padStart(2, '0');
  let text = '';
  for (const byte of value) text += hex(byte);
  return text;
}
