// SPDX-License-Identifier: Apache-2.0
import { isUtf8 } from 'node:buffer';
import type { Failure } from './failure.ts';

/** A text, a failure, or both where the text can be used although something is wrong with it. */
export interface Decoded {
  readonly text?: string;
  readonly failure?: Failure;
}

const lineFeed = 0x0a;

/** Bytes as UTF-8 text without a byte-order mark. YAML allows the mark, JSON forbids it (RFC 8259, section 8.1). */
export function decodeText(bytes: Uint8Array): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(buffer, 0xff, 0xfe) || startsWith(buffer, 0xfe, 0xff)) return { failure: encoding('is UTF-16: save it as UTF-8') };
  const zero = buffer.indexOf(0);
  if (zero >= 0) return { failure: { code: 'binary', reason: `is binary, not text: byte ${zero + 1} is zero` } };
  if (!isUtf8(buffer)) return { failure: { ...encoding('is not valid UTF-8: save it as UTF-8'), line: firstBadLine(buffer) } };
  if (!startsWith(buffer, 0xef, 0xbb, 0xbf)) return { text: buffer.toString('utf8') };
  const text = buffer.toString('utf8', 3);
  if (!/^\s*[{[]/.test(text)) return { text };
  return {
    text,
    failure: {
      ...encoding('begins with a byte-order mark, which JSON forbids: it was read without; save it as UTF-8 without one'),
      line: 1,
    },
  };
}

function encoding(reason: string): Failure {
  return { code: 'encoding', reason };
}

function startsWith(buffer: Buffer, ...head: readonly number[]): boolean {
  return head.every((byte, index) => buffer[index] === byte);
}

/** One-based. A line feed is never part of a longer UTF-8 sequence, so lines can be judged one by one. */
function firstBadLine(buffer: Buffer): number {
  let line = 1;
  for (let start = 0; start < buffer.length; line++) {
    const end = buffer.indexOf(lineFeed, start);
    const stop = end < 0 ? buffer.length : end + 1;
    if (!isUtf8(buffer.subarray(start, stop))) return line;
    start = stop;
  }
  return line;
}
