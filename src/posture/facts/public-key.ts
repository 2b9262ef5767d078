// SPDX-License-Identifier: Apache-2.0
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Why a text is no public key in PEM (RFC 7468, SubjectPublicKeyInfo or PKCS #1); undefined where it looks like one. */
export function publicKeyFault(pem: string): string | undefined {
  return pemFault(pem, ['PUBLIC KEY', 'RSA PUBLIC KEY']);
}

/** The same of a certificate. */
export function certificateFault(pem: string): string | undefined {
  return pemFault(pem, ['CERTIFICATE']);
}

function pemFault(pem: string, labels: readonly string[]): string | undefined {
  const body = labels.map((label) => bodyOf(pem, label)).find((found) => found !== undefined);
  if (body === undefined) return `it has no PEM block of a ${(labels[0] ?? '').toLowerCase()} on lines of its own`;
  const digits = body.replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9+/]+$/.test(digits)) return 'it holds characters that are not base64';
  if (body.length % 4 !== 0) return 'its base64 is cut off';
  const bytes = Math.floor((digits.length * 6) / 8);
  const [tag = 0, first = 0, second = 0, third = 0] = firstBytes(digits);
  if (tag !== 0x30) return 'it is no DER sequence';
  const length = first < 0x80 ? 2 + first : first === 0x81 ? 3 + second : first === 0x82 ? 4 + second * 256 + third : 0;
  return length === bytes ? undefined : `its length is ${bytes} bytes and should be ${length}`;
}

function firstBytes(digits: string): number[] {
  const bits = Array.from(digits.slice(0, 6), (digit) => alphabet.indexOf(digit).toString(2).padStart(6, '0')).join('');
  return [0, 8, 16, 24].map((start) => Number.parseInt(bits.slice(start, start + 8) || '0', 2));
}

/** What stands between the two lines that mark a block; undefined where they are not lines of their own. */
function bodyOf(pem: string, label: string): string | undefined {
  const lines = pem.split(/\r?\n/);
  const start = lines.findIndex((line) => line.trimEnd() === `-----BEGIN ${label}-----`);
  const end = lines.findIndex((line, index) => index > start && line.startsWith(`-----END ${label}-----`));
  return start < 0 || end < 0
    ? undefined
    : lines
        .slice(start + 1, end)
        .join('')
        .replace(/\s+/g, '');
}
