// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { issue, request } from '../../../test/certificates.ts';
import { field } from '../json.ts';
import { locatorOf } from '../locator.ts';
import { holdsSecrets } from '../redact.ts';
import { readDerFile, readPemText } from './pem-file.ts';

const subject = [{ O: ['system:masters'] }, { CN: ['kubernetes-admin'] }];
let certificate = '';
let asked = '';
beforeAll(async () => {
  certificate = (await issue({ subject })).pem;
  asked = (await request({ subject })).pem;
});

const { privateKey: key } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const encrypted = (type: 'pkcs1' | 'pkcs8') =>
  generateKeyPairSync('rsa', {
    modulusLength: 1024,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
  }).privateKey;

function reasons(text: string): string[] {
  return readPemText('pki/a.crt', text).problems.map(({ line, reason }) => `${line}: ${reason}`);
}

test('a file is one object, with a fact for each block', () => {
  const { objects, problems } = readPemText('pki/a.pem', `${certificate}${key}${asked}`);
  expect(problems).toEqual([]);
  expect(objects).toMatchObject([
    {
      apiVersion: 'rampart.dev/v1alpha1',
      kind: 'PemFile',
      name: 'a.pem',
      body: {
        blocks: [
          { label: 'CERTIFICATE', certificate: { subject: { commonName: 'kubernetes-admin', organizations: ['system:masters'] } } },
          { label: 'PRIVATE KEY', privateKey: { algorithm: 'EC', encrypted: false } },
          { label: 'CERTIFICATE REQUEST', request: { subject: { text: 'CN=kubernetes-admin,O=system:masters' } } },
        ],
      },
    },
  ]);
});

test('of a private key nothing stays', () => {
  const text = JSON.stringify(readPemText('a.key', key));
  for (const line of key.split('\n').filter((part) => !part.startsWith('---') && part !== '')) expect(text).not.toContain(line);
  expect(holdsSecrets({ kind: 'PemFile' })).toBe(true);
});

test('each block is found where it stands', () => {
  const text = `# read me\n${key}\n${certificate}`;
  const [object] = readPemText('a.pem', text).objects;
  if (object?.origin.kind !== 'file') throw new Error('it comes from a file');
  const found = locatorOf(object.origin, text).locate('/blocks/1/certificate/notAfter');
  expect(found && text.slice(found.value.start, found.value.end)).toBe(certificate.trim());
  expect(locatorOf(object.origin, text).locate('/blocks/7')).toBeUndefined();
});

test('DER is read as well', async () => {
  const { der } = await issue({ subject });
  const object = readDerFile('pki/a.cer', der);
  expect(typeof object === 'object' && field(object.body, 'blocks')).toMatchObject([{ certificate: { serial: '01' } }]);
  expect(readDerFile('a.csr', (await request({ subject })).der)).toMatchObject({ kind: 'PemFile' });
  expect(readDerFile('a.cer', der.subarray(0, 40))).toBe('it ends too early');
});

describe('bad input', () => {
  test('is one line with its place, and the rest is read', () => {
    const broken = certificate.replace(/\n.*\n/, '\n');
    const { objects, problems } = readPemText('a.pem', `${certificate}${broken}${broken}${certificate}`);
    expect(problems).toMatchObject([{ code: 'pem', line: certificate.split('\n').length }]);
    expect(problems[0]?.reason).toMatch(/^the block CERTIFICATE cannot be read: .* \(and 1 more like it\)$/);
    expect(field(objects[0]?.body, 'blocks')).toMatchObject([
      { certificate: {} },
      { unreadable: {} },
      { unreadable: {} },
      { certificate: {} },
    ]);
  });

  test.each([
    ['', '1: is empty: a certificate or key in PEM was expected'],
    ['\n \n', '1: is empty: a certificate or key in PEM was expected'],
    ['hello', '1: holds no PEM block of a certificate or key'],
    ['{{ .Values.ca }}', '1: looks like a template, not PEM: scan what it renders to'],
    [
      '\n-----BEGIN CERTIFICATE-----\nMIIB',
      '2: the block CERTIFICATE cannot be read: it is cut off: there is no line "-----END CERTIFICATE-----"',
    ],
    ['-----BEGIN CERTIFICATE-----\nMIIBA\n-----END CERTIFICATE-----', '1: the block CERTIFICATE cannot be read: its base64 is cut off'],
    [
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
      '1: the block CERTIFICATE cannot be read: its DER cannot be read: it ends too early',
    ],
  ])('%j: %s', (text, line) => {
    expect(reasons(text)).toEqual([line]);
  });

  test.each(['pkcs1', 'pkcs8'] as const)('a key that is encrypted, %s', (type) => {
    expect(reasons(encrypted(type))).toEqual([
      '1: the private key is encrypted: nothing can be said of it, and no component of Kubernetes asks for a passphrase',
    ]);
  });

  test('blocks of other kinds are passed over', () => {
    expect(reasons('-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ*\n=x\n-----END PGP PUBLIC KEY BLOCK-----')).toEqual([]);
  });

  test('no file is read for ever', () => {
    const { objects, problems } = readPemText('a.pem', '-----BEGIN A-----\n'.repeat(3000));
    expect(field(objects[0]?.body, 'blocks')).toHaveLength(2000);
    expect(problems).toMatchObject([{ line: 2001, reason: 'only its first 2000 blocks were read' }]);
  });
});
