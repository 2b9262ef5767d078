// SPDX-License-Identifier: Apache-2.0
// Of the certificates in a Secret it stays when they are valid: whether they expire can be judged, and no more is told.
import { decodeBase64 } from './x509/base64.ts';
import { blockFacts } from './x509/pem-file.ts';
import { pemBlocks } from './x509/pem.ts';
import { asciiText } from './x509/text.ts';

/** When a certificate is valid, in milliseconds since 1970. */
export interface Validity {
  readonly notBefore: number;
  readonly notAfter: number;
  readonly isCA: boolean;
}

/** A chain is shorter; a bundle of public authorities is not worth its length. */
const most = 8;

const time = '(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000Z)';
const one = `(CA )?certificate valid from ${time} until ${time}`;
const note = new RegExp(`^<redacted, ${one}(?:, ${one}){0,${most - 1}}>$`);

/** What stands for the value of a Secret that holds certificates, in PEM or in base64 of it; undefined where it holds none. */
export function certificateNote(value: string): string | undefined {
  if (note.test(value)) return value;
  const certificates = pemBlocks(pemOf(value)).flatMap((block) => blockFacts(block).certificate ?? []);
  const notes = certificates.slice(0, most).map(({ isCA, notBefore, notAfter }) => {
    const [from, until] = [notBefore, notAfter].map((at) => new Date(at).toISOString());
    return `${isCA ? 'CA ' : ''}certificate valid from ${from} until ${until}`;
  });
  return notes.length === 0 ? undefined : `<redacted, ${notes.join(', ')}>`;
}

function pemOf(value: string): string {
  if (value.includes('-----BEGIN ')) return value;
  const bytes = decodeBase64(value);
  return typeof bytes === 'string' ? '' : asciiText(bytes);
}

/** The certificates that a value which was taken out tells of. */
export function certificatesOfNote(value: string): Validity[] {
  if (!note.test(value)) return [];
  return [...value.matchAll(new RegExp(one, 'g'))].map(([, authority, from = '', until = '']) => ({
    notBefore: Date.parse(from),
    notAfter: Date.parse(until),
    isCA: authority !== undefined,
  }));
}
