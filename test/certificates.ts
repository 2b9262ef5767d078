// SPDX-License-Identifier: Apache-2.0
// Certificates for tests, issued by a library that has nothing to do with our reader.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  type Extension,
  ExtendedKeyUsageExtension,
  type GeneralNameType,
  type JsonName,
  type KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

export { KeyUsageFlags } from '@peculiar/x509';

export const keyAlgorithms = {
  'RSA 1024': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 1024 },
  'RSA 2048': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 },
  'RSA SHA-1': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 },
  'P-256': { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', hash: 'SHA-384', namedCurve: 'P-384' },
  'P-521': { name: 'ECDSA', hash: 'SHA-512', namedCurve: 'P-521' },
  Ed25519: { name: 'Ed25519' },
} as const;

export type KeyName = keyof typeof keyAlgorithms;

const pairs = new Map<KeyName, Promise<webcrypto.CryptoKeyPair>>();

/** One pair of each kind, made when it is first asked for: RSA takes its time. */
function keyPair(name: KeyName): Promise<webcrypto.CryptoKeyPair> {
  const known = pairs.get(name) ?? newKeyPair(name);
  pairs.set(name, known);
  return known;
}

async function newKeyPair(name: KeyName): Promise<webcrypto.CryptoKeyPair> {
  const keys = await webcrypto.subtle.generateKey(keyAlgorithms[name], true, ['sign', 'verify']);
  if (!('privateKey' in keys)) throw new Error(`${name} gives no pair`);
  return keys;
}

export interface Wanted {
  readonly subject: JsonName;
  /** The subject where it is left out. */
  readonly issuer?: JsonName;
  readonly key?: KeyName;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly serial?: string;
  readonly names?: readonly { readonly type: GeneralNameType; readonly value: string }[];
  readonly isCA?: boolean;
  readonly keyUsages?: KeyUsageFlags;
  readonly extendedKeyUsages?: readonly string[];
  /** In hexadecimal. */
  readonly subjectKeyId?: string;
  readonly authorityKeyId?: string;
}

export interface Issued {
  readonly der: Uint8Array;
  readonly pem: string;
}

function extensionsOf(wanted: Wanted): Extension[] {
  return [
    ...(wanted.isCA === undefined ? [] : [new BasicConstraintsExtension(wanted.isCA, undefined, true)]),
    ...(wanted.names === undefined || wanted.names.length === 0 ? [] : [new SubjectAlternativeNameExtension([...wanted.names])]),
    ...(wanted.keyUsages === undefined ? [] : [new KeyUsagesExtension(wanted.keyUsages, true)]),
    ...(wanted.extendedKeyUsages === undefined ? [] : [new ExtendedKeyUsageExtension([...wanted.extendedKeyUsages])]),
    ...(wanted.subjectKeyId === undefined ? [] : [new SubjectKeyIdentifierExtension(wanted.subjectKeyId)]),
    ...(wanted.authorityKeyId === undefined ? [] : [new AuthorityKeyIdentifierExtension(wanted.authorityKeyId)]),
  ];
}

export async function issue(wanted: Wanted): Promise<Issued> {
  const name = wanted.key ?? 'P-256';
  const keys = await keyPair(name);
  const certificate = await X509CertificateGenerator.create({
    subject: wanted.subject,
    issuer: wanted.issuer ?? wanted.subject,
    notBefore: wanted.notBefore ?? new Date(Date.UTC(2025, 0, 1)),
    notAfter: wanted.notAfter ?? new Date(Date.UTC(2027, 0, 1)),
    serialNumber: wanted.serial ?? '01',
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    signingAlgorithm: keyAlgorithms[name],
    extensions: extensionsOf(wanted),
  });
  return issued(certificate.rawData, 'CERTIFICATE');
}

/** A certificate signing request. */
export async function request(wanted: Wanted): Promise<Issued> {
  const name = wanted.key ?? 'P-256';
  const keys = await keyPair(name);
  const extensions = extensionsOf(wanted);
  const made = await Pkcs10CertificateRequestGenerator.create({
    name: wanted.subject,
    keys,
    signingAlgorithm: keyAlgorithms[name],
    extensions,
  });
  return issued(made.rawData, 'CERTIFICATE REQUEST');
}

function issued(raw: ArrayBuffer, label: string): Issued {
  return { der: new Uint8Array(raw), pem: `${PemConverter.encode(raw, label)}\n` };
}
