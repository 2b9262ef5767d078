// SPDX-License-Identifier: Apache-2.0
// A certificate authority for one cluster: its server's certificate, and client certificates for any user and groups.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  type Extension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** PEM texts. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

export interface Authority extends KeyPair {
  /** A server's certificate; names are DNS names or addresses. */
  server(names: readonly string[]): Promise<KeyPair>;
  /** A client's certificate: Kubernetes reads the user from CN and the groups from O. */
  client(user: string, groups: readonly string[]): Promise<KeyPair>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const validityMs = 30 * 24 * 60 * 60 * 1000;

export async function createAuthority(name: string): Promise<Authority> {
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...term(),
    name: [{ CN: [name] }],
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.digitalSignature | KeyUsageFlags.cRLSign, true),
    ],
  });

  async function issue(subject: JsonName, extensions: readonly Extension[]): Promise<KeyPair> {
    const own = await generateKeys();
    const issued = await X509CertificateGenerator.create({
      ...term(),
      subject,
      issuer: certificate.subjectName.toJSON(),
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true), ...extensions],
    });
    return { certificate: `${issued.toString('pem')}\n`, key: await privateKeyPem(own) };
  }

  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: await privateKeyPem(keys),
    server: (names) =>
      issue(
        [{ CN: [names[0] ?? 'localhost'] }],
        [
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
          new SubjectAlternativeNameExtension(names.map((value) => ({ type: /^[\d.]+$|:/.test(value) ? 'ip' : 'dns', value }) as const)),
        ],
      ),
    client: (user, groups) =>
      issue([...groups.map((group) => ({ O: [group] })), { CN: [user] }], [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])]),
  };
}

/** The key that signs service account tokens, and the public key that checks them. */
export async function createTokenKey(): Promise<{ readonly privateKey: string; readonly publicKey: string }> {
  const keys = await generateKeys();
  const spki = await webcrypto.subtle.exportKey('spki', keys.publicKey);
  return { privateKey: await privateKeyPem(keys), publicKey: `${PemConverter.encode(spki, 'PUBLIC KEY')}\n` };
}

function term() {
  const now = Date.now();
  return {
    serialNumber: `01${randomBytes(8).toString('hex')}`,
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + validityMs),
  };
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function privateKeyPem(keys: webcrypto.CryptoKeyPair): Promise<string> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return `${PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n`;
}
