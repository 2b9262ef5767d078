// SPDX-License-Identifier: Apache-2.0
// The extensions that decide what a certificate is good for (RFC 5280, section 4.2.1).
import { context, Der, type Element, hex, tags } from './der.ts';
import { ipText } from './ip-text.ts';
import { asciiText } from './text.ts';

export type ExtensionFacts = {
  readonly isCA: boolean;
  /** Names by which a server or user is known besides the common name. */
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly uris: readonly string[];
  /** As the standard names them: digitalSignature, keyCertSign. */
  readonly keyUsages: readonly string[];
  readonly extendedKeyUsages: readonly string[];
  /** Key identifiers of the subject and of its authority, in hexadecimal. */
  readonly subjectKeyId?: string;
  readonly authorityKeyId?: string;
};

const keyUsageBits = [
  'digitalSignature',
  'contentCommitment',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

const purposes: ReadonlyMap<string, string> = new Map([
  ['1.3.6.1.5.5.7.3.1', 'serverAuth'],
  ['1.3.6.1.5.5.7.3.2', 'clientAuth'],
  ['1.3.6.1.5.5.7.3.3', 'codeSigning'],
  ['1.3.6.1.5.5.7.3.4', 'emailProtection'],
  ['1.3.6.1.5.5.7.3.8', 'timeStamping'],
  ['1.3.6.1.5.5.7.3.9', 'OCSPSigning'],
  ['2.5.29.37.0', 'anyExtendedKeyUsage'],
]);

/** Extensions ::= SEQUENCE OF Extension. Absent ones say nothing: no authority, no names, any usage. */
export function extensionFacts(der: Der, extensions: Element | undefined): ExtensionFacts {
  const values = new Map<string, Der>();
  for (const extension of extensions === undefined ? [] : der.childrenOf(extensions, tags.sequence)) {
    const [id, ...rest] = der.childrenOf(extension, tags.sequence);
    values.set(der.oid(id), new Der(der.content(der.expect(rest.at(-1), tags.octetString))));
  }
  const subjectKey = values.get('2.5.29.14');
  const authorityKey = authorityKeyId(values.get('2.5.29.35'));
  return {
    isCA: isAuthority(values.get('2.5.29.19')),
    ...alternativeNames(values.get('2.5.29.17')),
    keyUsages: keyUsages(values.get('2.5.29.15')),
    extendedKeyUsages: extendedKeyUsages(values.get('2.5.29.37')),
    ...(subjectKey === undefined ? {} : { subjectKeyId: hex(subjectKey.content(subjectKey.expect(subjectKey.whole(), tags.octetString))) }),
    ...(authorityKey === undefined ? {} : { authorityKeyId: authorityKey }),
  };
}

function isAuthority(value: Der | undefined): boolean {
  const [first] = value?.childrenOf(value.whole(), tags.sequence) ?? [];
  return value !== undefined && first?.tag === tags.boolean && value.content(first).some((byte) => byte !== 0);
}

function alternativeNames(value: Der | undefined): Pick<ExtensionFacts, 'dnsNames' | 'ipAddresses' | 'uris'> {
  const names = value?.childrenOf(value.whole(), tags.sequence) ?? [];
  const of = (number: number, show: (bytes: Uint8Array) => string) =>
    names.filter(({ tag }) => tag === context(number, false)).map((name) => show(value?.content(name) ?? new Uint8Array()));
  return { dnsNames: of(2, asciiText), ipAddresses: of(7, ipText), uris: of(6, asciiText) };
}

function keyUsages(value: Der | undefined): string[] {
  if (value === undefined) return [];
  const bits = value.bits(value.whole());
  return keyUsageBits.filter((_, bit) => ((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

function extendedKeyUsages(value: Der | undefined): string[] {
  if (value === undefined) return [];
  const ids = value.childrenOf(value.whole(), tags.sequence);
  return ids.map((id) => value.oid(id)).map((id) => purposes.get(id) ?? id);
}

function authorityKeyId(value: Der | undefined): string | undefined {
  const id = value?.childrenOf(value.whole(), tags.sequence).find(({ tag }) => tag === context(0, false));
  return value === undefined || id === undefined ? undefined : hex(value.content(id));
}
