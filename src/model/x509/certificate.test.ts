// SPDX-License-Identifier: Apache-2.0
// Our reader against Node's, which is OpenSSL's, on certificates that a third party issued.
import { X509Certificate } from 'node:crypto';
import type { JsonName } from '@peculiar/x509';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { issue, keyAlgorithms, type KeyName, KeyUsageFlags, request } from '../../../test/certificates.ts';
import { readCertificate, readRequest } from './certificate.ts';

const printable = fc.stringMatching(/^[A-Za-z0-9:._-]([A-Za-z0-9:._ äé漢+,<>;=#-]{0,20}[A-Za-z0-9])?$/);
const label = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const name = fc.record({
  CN: fc.array(printable, { minLength: 1, maxLength: 1 }),
  O: fc.array(printable, { maxLength: 3 }),
  OU: fc.array(printable, { maxLength: 1 }),
});
const byte = fc.integer({ min: 0, max: 255 });
const alternativeName = fc.oneof(
  fc.tuple(label, label).map(([a, b]) => ({ type: 'dns' as const, value: `${a}.${b}` })),
  fc.tuple(byte, byte, byte, byte).map((bytes) => ({ type: 'ip' as const, value: bytes.join('.') })),
  label.map((path) => ({ type: 'url' as const, value: `spiffe://cluster.local/${path}` })),
);
// From the first year of UTCTime far into those of GeneralizedTime.
const second = fc
  .integer({ min: Date.UTC(1951, 0, 1) / 1000, max: Date.UTC(2400, 0, 1) / 1000 })
  .map((seconds) => new Date(seconds * 1000));
const keyName = fc.constantFrom<KeyName>('RSA 1024', 'RSA 2048', 'RSA SHA-1', 'P-256', 'P-384', 'P-521', 'Ed25519');

const wanted = fc.record({
  subject: name,
  issuer: fc.option(name, { nil: undefined }),
  key: keyName,
  notBefore: second,
  notAfter: second,
  serial: fc.stringMatching(/^[1-7][0-9a-f](?:[0-9a-f]{2}){0,15}$/),
  names: fc.array(alternativeName, { maxLength: 5 }),
  isCA: fc.boolean(),
});

/** As RFC 4514 has it, by another way than the reader's. */
function shown(fields: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(fields).flatMap(([type, values]) =>
    values.map((value) => `${type}=${value.replaceAll(/[,+"\\<>;]/g, (mark) => `\\${mark}`).replace(/^#/, '\\#')}`),
  );
}

function given(fields: Readonly<Record<string, readonly string[]>>): JsonName {
  return Object.entries(fields).flatMap(([type, values]) => values.map((value) => ({ [type]: [value] })));
}

test('agrees with Node on whatever is in a certificate', async () => {
  await fc.assert(
    fc.asyncProperty(wanted, async ({ subject, issuer, key, ...rest }) => {
      const { der } = await issue({ ...rest, key, subject: given(subject), ...(issuer && { issuer: given(issuer) }) });
      const node = new X509Certificate(der);
      const ours = readCertificate(der);
      if (typeof ours === 'string') throw new Error(ours);
      expect(ours.subject.commonName).toBe(subject.CN[0]);
      expect(ours.subject.organizations).toEqual(subject.O);
      expect(ours.subject.text).toBe(shown(subject).toReversed().join(','));
      expect(ours.issuer.text).toBe(
        shown(issuer ?? subject)
          .toReversed()
          .join(','),
      );
      expect(ours.selfIssued).toBe(ours.subject.text === ours.issuer.text);
      expect(ours.serial).toBe(node.serialNumber.toLowerCase());
      expect(new Date(ours.notBefore)).toEqual(rest.notBefore);
      expect(new Date(ours.notAfter)).toEqual(rest.notAfter);
      expect(new Date(ours.notAfter)).toEqual(node.validToDate);
      expect(ours.isCA).toBe(node.ca);
      const values = (type: string) => rest.names.filter((entry) => entry.type === type).map(({ value }) => value);
      expect([ours.dnsNames, ours.ipAddresses, ours.uris]).toEqual([values('dns'), values('ip'), values('url')]);
      expect(ours.publicKey.algorithm.toLowerCase()).toBe(node.publicKey.asymmetricKeyType);
      const { modulusLength } = node.publicKey.asymmetricKeyDetails ?? {};
      if (modulusLength !== undefined) expect(ours.publicKey.bits).toBe(modulusLength);
      if (key.startsWith('P-')) expect(ours.publicKey).toMatchObject({ curve: key, bits: Number(key.slice(2)) });
      const { hash } = { hash: undefined, ...keyAlgorithms[key] };
      expect(ours.signature.hash).toBe(hash);
    }),
    { numRuns: 60 },
  );
});

test('usages and key identifiers', async () => {
  const { der } = await issue({
    subject: [{ CN: ['a'] }],
    keyUsages: KeyUsageFlags.digitalSignature | KeyUsageFlags.keyCertSign | KeyUsageFlags.decipherOnly,
    extendedKeyUsages: ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1', '1.2.3.4'],
    subjectKeyId: '0102',
    authorityKeyId: 'a0ff',
    names: [{ type: 'ip', value: '2001:db8::1' }],
  });
  expect(readCertificate(der)).toMatchObject({
    keyUsages: ['digitalSignature', 'keyCertSign', 'decipherOnly'],
    extendedKeyUsages: ['clientAuth', 'serverAuth', '1.2.3.4'],
    subjectKeyId: '0102',
    authorityKeyId: 'a0ff',
    ipAddresses: ['2001:db8::1'],
  });
});

test('a request asks for a name, names and purposes', async () => {
  const { der } = await request({
    subject: [{ O: ['system:masters'] }, { CN: ['admin'] }],
    names: [{ type: 'dns', value: 'a.example' }],
    extendedKeyUsages: ['1.3.6.1.5.5.7.3.2'],
    key: 'Ed25519',
  });
  expect(readRequest(der)).toMatchObject({
    subject: { commonName: 'admin', organizations: ['system:masters'], text: 'CN=admin,O=system:masters' },
    dnsNames: ['a.example'],
    extendedKeyUsages: ['clientAuth'],
    publicKey: { algorithm: 'Ed25519' },
    isCA: false,
  });
});

test('a request is no certificate, nor the other way round', async () => {
  const subject = [{ CN: ['a'] }];
  expect(readCertificate((await request({ subject })).der)).toBeTypeOf('string');
  expect(readRequest((await issue({ subject })).der)).toBeTypeOf('string');
});

describe('bytes that are hostile', () => {
  test('cut off anywhere, the reason is told', async () => {
    const { der } = await issue({ subject: [{ CN: ['a'] }], isCA: true, names: [{ type: 'dns', value: 'a' }] });
    for (let length = 0; length < der.length; length++) expect(readCertificate(der.subarray(0, length))).toBeTypeOf('string');
    expect(readCertificate(new Uint8Array([...der, 0]))).toBe('1 bytes follow its end');
    expect(readCertificate(new Uint8Array([...der, 0]), true)).toMatchObject({ isCA: true });
  });

  test('changed anywhere, nothing throws', async () => {
    const subject = [{ CN: ['a'], O: ['b'] }];
    const { der } = await issue({ subject, isCA: true, key: 'RSA 1024', names: [{ type: 'ip', value: '::1' }] });
    const { der: asked } = await request({ subject, names: [{ type: 'dns', value: 'a' }] });
    const change = fc.array(fc.tuple(fc.nat(), byte), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(change, fc.boolean(), (changes, isRequest) => {
        const bytes = Uint8Array.from(isRequest ? asked : der);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const facts = isRequest ? readRequest(bytes) : readCertificate(bytes);
        expect(JSON.stringify(facts).length).toBeGreaterThan(0);
      }),
      { numRuns: 3000 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void [readCertificate(bytes), readRequest(bytes)]));
  });
});
