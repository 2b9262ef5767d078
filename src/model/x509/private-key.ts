// SPDX-License-Identifier: Apache-2.0
// Of a private key, only what kind it is: nothing of its content is kept.
import { keyAlgorithms } from './algorithms.ts';
import { Der, DerFault, tags } from './der.ts';
import { isEncryptedByHeader, type PemBlock } from './pem.ts';
import { asciiText } from './text.ts';

export type PrivateKeyFacts = {
  /** RSA, EC, …; absent where it cannot be told, as of an encrypted key. */
  readonly algorithm?: string;
  readonly encrypted: boolean;
};

const byLabel: ReadonlyMap<string, string> = new Map([
  ['RSA PRIVATE KEY', 'RSA'],
  ['EC PRIVATE KEY', 'EC'],
  ['DSA PRIVATE KEY', 'DSA'],
  ['OPENSSH PRIVATE KEY', 'OpenSSH'],
]);

/** What of a private key may be known; undefined where the block holds none. */
export function privateKeyFacts(block: PemBlock, bytes: Uint8Array): PrivateKeyFacts | undefined {
  if (!block.label.endsWith('PRIVATE KEY')) return undefined;
  const encrypted = block.label === 'ENCRYPTED PRIVATE KEY' || isEncryptedByHeader(block) || isEncryptedOpenSsh(block, bytes);
  const algorithm = byLabel.get(block.label) ?? (encrypted ? undefined : pkcs8Algorithm(bytes));
  return { ...(algorithm === undefined ? {} : { algorithm }), encrypted };
}

/** PrivateKeyInfo ::= SEQUENCE { version, AlgorithmIdentifier, key }. */
function pkcs8Algorithm(bytes: Uint8Array): string | undefined {
  const der = new Der(bytes);
  try {
    const [, algorithm] = der.childrenOf(der.whole(), tags.sequence);
    return keyAlgorithms.get(der.oid(der.childrenOf(algorithm, tags.sequence)[0]));
  } catch (error) {
    if (error instanceof DerFault) return undefined;
    throw error;
  }
}

/** The name of the cipher follows the magic "openssh-key-v1" and a length of four bytes. */
function isEncryptedOpenSsh({ label }: PemBlock, bytes: Uint8Array): boolean {
  return label === 'OPENSSH PRIVATE KEY' && asciiText(bytes.subarray(19, 23)) !== 'none';
}
