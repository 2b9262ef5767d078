// SPDX-License-Identifier: Apache-2.0
// Blocks of PEM (RFC 7468), with whatever stands around them, and with the headers of RFC 1421 that OpenSSL writes.
import { decodeBase64 } from './base64.ts';

/** A block; offsets are UTF-16 code units of the text. */
export interface PemBlock {
  /** `CERTIFICATE`, `RSA PRIVATE KEY`. */
  readonly label: string;
  /** From the first dash of its BEGIN line to the last of its END line; of a block without END, its BEGIN line. */
  readonly start: number;
  readonly end: number;
  /** What is between the lines, read when it is asked for. */
  readonly body: string;
  /** False where the END line of this label is missing. */
  readonly isWhole: boolean;
}

// The label is bounded, and dashes are no part of it, so that time is linear.
const boundary = /-----(BEGIN|END) ([A-Za-z0-9 .#]{0,64})-----/g;

/** More than any bundle of authorities has. */
export const mostBlocks = 2000;

/** The blocks of a text in their order, those that are cut off among them; one more than `mostBlocks` at most. */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let open: { readonly label: string; readonly start: number; readonly end: number } | undefined;
  const cutOff = () => {
    if (open !== undefined) blocks.push({ ...open, body: '', isWhole: false });
    open = undefined;
  };
  for (const match of text.matchAll(boundary)) {
    if (blocks.length > mostBlocks) return blocks;
    const [line, word, label = ''] = match;
    const end = match.index + line.length;
    if (word === 'BEGIN') {
      cutOff();
      open = { label, start: match.index, end };
    } else if (open?.label === label) {
      blocks.push({ label, start: open.start, end, body: text.slice(open.end, match.index), isWhole: true });
      open = undefined;
    }
  }
  cutOff();
  return blocks;
}

/** Whether the headers of a block say that its content is encrypted, as those of OpenSSL's old keys do. */
export function isEncryptedByHeader({ body }: PemBlock): boolean {
  return /^\s*Proc-Type:\s{0,8}4,\s{0,8}ENCRYPTED/.test(body);
}

/** The bytes of a block, or why there are none. */
export function bytesOf({ body, label, isWhole }: PemBlock): Uint8Array | string {
  if (!isWhole) return `it is cut off: there is no line "-----END ${label}-----"`;
  const bytes = decodeBase64(withoutHeaders(body));
  return typeof bytes !== 'string' && bytes.length === 0 ? 'it is empty' : bytes;
}

/** Headers end at an empty line. */
function withoutHeaders(body: string): string {
  if (!body.includes(':')) return body;
  const end = /\r?\n[ \t]*\r?\n/g;
  end.lastIndex = body.indexOf(':');
  return end.test(body) ? body.slice(end.lastIndex) : body;
}
