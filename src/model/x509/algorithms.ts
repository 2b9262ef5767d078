// SPDX-License-Identifier: Apache-2.0
import { context, Der, type Element, tags } from './der.ts';

export type PublicKeyFacts = {
  /** RSA, EC, DSA, Ed25519, …; the object identifier of one that is not known. */
  readonly algorithm: string;
  /** Of RSA and DSA: the length of the modulus. Of a named curve: the length of its order. */
  readonly bits?: number;
  readonly curve?: string;
};

export type SignatureFacts = {
  /** As OpenSSL names it: sha256WithRSAEncryption. */
  readonly algorithm: string;
  /** MD5, SHA-1, SHA-256, …; absent where the algorithm has none to choose. */
  readonly hash?: string;
};

const rsa = '1.2.840.113549.1.1.1';
const ec = '1.2.840.10045.2.1';
const dsa = '1.2.840.10040.4.1';

/** The algorithms of keys by their identifiers. */
export const keyAlgorithms: ReadonlyMap<string, string> = new Map([
  [rsa, 'RSA'],
  ['1.2.840.113549.1.1.10', 'RSA-PSS'],
  [ec, 'EC'],
  [dsa, 'DSA'],
  ['1.3.101.110', 'X25519'],
  ['1.3.101.112', 'Ed25519'],
  ['1.3.101.113', 'Ed448'],
  ['2.16.840.1.101.3.4.3.17', 'ML-DSA-44'],
  ['2.16.840.1.101.3.4.3.18', 'ML-DSA-65'],
  ['2.16.840.1.101.3.4.3.19', 'ML-DSA-87'],
]);

const curves: ReadonlyMap<string, readonly [string, number]> = new Map([
  ['1.2.840.10045.3.1.1', ['P-192', 192]],
  ['1.3.132.0.33', ['P-224', 224]],
  ['1.2.840.10045.3.1.7', ['P-256', 256]],
  ['1.3.132.0.34', ['P-384', 384]],
  ['1.3.132.0.35', ['P-521', 521]],
  ['1.3.132.0.10', ['secp256k1', 256]],
  ['1.3.36.3.3.2.8.1.1.7', ['brainpoolP256r1', 256]],
  ['1.3.36.3.3.2.8.1.1.11', ['brainpoolP384r1', 384]],
  ['1.3.36.3.3.2.8.1.1.13', ['brainpoolP512r1', 512]],
]);

const hashes: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.5', 'MD5'],
  ['1.3.14.3.2.26', 'SHA-1'],
  ['2.16.840.1.101.3.4.2.1', 'SHA-256'],
  ['2.16.840.1.101.3.4.2.2', 'SHA-384'],
  ['2.16.840.1.101.3.4.2.3', 'SHA-512'],
  ['2.16.840.1.101.3.4.2.4', 'SHA-224'],
]);

const pss = '1.2.840.113549.1.1.10';

const signatures: ReadonlyMap<string, SignatureFacts> = new Map<string, SignatureFacts>([
  ['1.2.840.113549.1.1.2', { algorithm: 'md2WithRSAEncryption', hash: 'MD2' }],
  ['1.2.840.113549.1.1.4', { algorithm: 'md5WithRSAEncryption', hash: 'MD5' }],
  ['1.2.840.113549.1.1.5', { algorithm: 'sha1WithRSAEncryption', hash: 'SHA-1' }],
  ['1.3.14.3.2.29', { algorithm: 'sha1WithRSAEncryption', hash: 'SHA-1' }],
  ['1.2.840.113549.1.1.14', { algorithm: 'sha224WithRSAEncryption', hash: 'SHA-224' }],
  ['1.2.840.113549.1.1.11', { algorithm: 'sha256WithRSAEncryption', hash: 'SHA-256' }],
  ['1.2.840.113549.1.1.12', { algorithm: 'sha384WithRSAEncryption', hash: 'SHA-384' }],
  ['1.2.840.113549.1.1.13', { algorithm: 'sha512WithRSAEncryption', hash: 'SHA-512' }],
  ['1.2.840.10045.4.1', { algorithm: 'ecdsa-with-SHA1', hash: 'SHA-1' }],
  ['1.2.840.10045.4.3.1', { algorithm: 'ecdsa-with-SHA224', hash: 'SHA-224' }],
  ['1.2.840.10045.4.3.2', { algorithm: 'ecdsa-with-SHA256', hash: 'SHA-256' }],
  ['1.2.840.10045.4.3.3', { algorithm: 'ecdsa-with-SHA384', hash: 'SHA-384' }],
  ['1.2.840.10045.4.3.4', { algorithm: 'ecdsa-with-SHA512', hash: 'SHA-512' }],
  ['1.2.840.10040.4.3', { algorithm: 'dsa-with-SHA1', hash: 'SHA-1' }],
  ['2.16.840.1.101.3.4.3.2', { algorithm: 'dsa-with-SHA256', hash: 'SHA-256' }],
]);

/** SubjectPublicKeyInfo. */
export function publicKeyFacts(der: Der, info: Element | undefined): PublicKeyFacts {
  const [algorithm, key] = der.childrenOf(info, tags.sequence);
  const [type, parameters] = der.childrenOf(algorithm, tags.sequence);
  const id = der.oid(type);
  const name = keyAlgorithms.get(id) ?? id;
  if (name === 'RSA' || name === 'RSA-PSS') {
    return { algorithm: name, bits: modulusBits(der, key) };
  }
  if (id === ec) {
    const curve = parameters?.tag === tags.oid ? der.oid(parameters) : 'parameters of its own';
    const [known, bits] = curves.get(curve) ?? [curve, undefined];
    return { algorithm: name, ...(bits === undefined ? {} : { bits }), curve: known };
  }
  return id === dsa && parameters !== undefined ? { algorithm: name, bits: dsaBits(der, parameters) } : { algorithm: name };
}

function modulusBits(der: Der, key: Element | undefined): number {
  const inner = new Der(der.bits(key));
  return integerBits(inner.content(inner.expect(inner.childrenOf(inner.whole(), tags.sequence)[0], tags.integer)));
}

function dsaBits(der: Der, parameters: Element): number {
  return integerBits(der.content(der.expect(der.childrenOf(parameters, tags.sequence)[0], tags.integer)));
}

function integerBits(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (bytes.length - first) * 8 - (Math.clz32(bytes[first] ?? 0) - 24);
}

/** AlgorithmIdentifier of a signature. */
export function signatureFacts(der: Der, identifier: Element | undefined): SignatureFacts {
  const [type, parameters] = der.childrenOf(identifier, tags.sequence);
  const id = der.oid(type);
  if (id !== pss) return signatures.get(id) ?? { algorithm: keyAlgorithms.get(id) ?? id };
  // The hash is a field of the parameters, and SHA-1 where it is left out.
  const fields = parameters?.tag === tags.sequence ? der.children(parameters) : [];
  const hash = fields.find(({ tag }) => tag === context(0));
  const named = hash === undefined ? undefined : der.oid(der.childrenOf(der.children(hash)[0], tags.sequence)[0]);
  return { algorithm: 'RSASSA-PSS', hash: named === undefined ? 'SHA-1' : (hashes.get(named) ?? named) };
}
