// SPDX-License-Identifier: Apache-2.0
// What certificates (RFC 5280) and requests for them (RFC 2986) say. Nothing is verified: whether a signature is right is not known here.
import { type PublicKeyFacts, publicKeyFacts, type SignatureFacts, signatureFacts } from './algorithms.ts';
import { context, Der, DerFault, type Element, hex, tags } from './der.ts';
import { type ExtensionFacts, extensionFacts } from './extensions.ts';
import { type NameFacts, nameFacts } from './names.ts';
import { timeOf } from './times.ts';

/** What both a certificate and a request say of who it is for. */
type Identity = ExtensionFacts & {
  readonly subject: NameFacts;
  readonly publicKey: PublicKeyFacts;
  readonly signature: SignatureFacts;
};

export type CertificateFacts = Identity & {
  readonly issuer: NameFacts;
  /** In hexadecimal. */
  readonly serial: string;
  /** Milliseconds since 1970, both inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Subject and issuer are the same name, as those of an authority at the top are. */
  readonly selfIssued: boolean;
};

export type RequestFacts = Identity;

/** What a certificate says, or why it cannot be read. `trailing`: more may follow it, as in OpenSSL's TRUSTED CERTIFICATE. */
export function readCertificate(bytes: Uint8Array, trailing = false): CertificateFacts | string {
  return attempted(() => certificateFacts(new Der(bytes), trailing));
}

/** What a certificate signing request asks for, or why it cannot be read. */
export function readRequest(bytes: Uint8Array): RequestFacts | string {
  return attempted(() => requestFacts(new Der(bytes)));
}

/** The longest certificates, those with thousands of names, stay below this. */
const longest = 4 * 1024 * 1024;

function attempted<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerFault) return error.message;
    throw error;
  }
}

function certificateFacts(der: Der, trailing: boolean): CertificateFacts {
  if (der.bytes.length > longest) throw new DerFault('it is larger than any certificate');
  const [signed, algorithm] = der.childrenOf(trailing ? der.first() : der.whole(), tags.sequence);
  const fields = der.childrenOf(signed, tags.sequence);
  if (fields[0]?.tag === context(0)) fields.shift();
  const [serial, , issuer, validity, subject, key, ...rest] = fields;
  const [notBefore, notAfter] = der.childrenOf(validity, tags.sequence);
  const extensions = rest.find(({ tag }) => tag === context(3));
  return {
    subject: nameFacts(der, subject),
    issuer: nameFacts(der, issuer),
    selfIssued: issuer !== undefined && subject !== undefined && sameBytes(der.content(issuer), der.content(subject)),
    serial: hex(der.content(der.expect(serial, tags.integer))),
    notBefore: timeOf(der, notBefore),
    notAfter: timeOf(der, notAfter),
    publicKey: publicKeyFacts(der, key),
    signature: signatureFacts(der, algorithm),
    ...extensionFacts(der, extensions && der.children(extensions)[0]),
  };
}

function requestFacts(der: Der): RequestFacts {
  if (der.bytes.length > longest) throw new DerFault('it is larger than any request');
  const [info, algorithm] = der.childrenOf(der.whole(), tags.sequence);
  const [, subject, key, attributes] = der.childrenOf(info, tags.sequence);
  return {
    subject: nameFacts(der, subject),
    publicKey: publicKeyFacts(der, key),
    signature: signatureFacts(der, algorithm),
    ...extensionFacts(der, requestedExtensions(der, attributes)),
  };
}

const extensionRequest = '1.2.840.113549.1.9.14';

function requestedExtensions(der: Der, attributes: Element | undefined): Element | undefined {
  if (attributes?.tag !== context(0)) return undefined;
  for (const attribute of der.children(attributes)) {
    const [type, values] = der.childrenOf(attribute, tags.sequence);
    if (der.oid(type) === extensionRequest) return der.childrenOf(values, tags.set)[0];
  }
  return undefined;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
