// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { issue } from '../../test/certificates.ts';
import { readSource } from './read.ts';
import { isRedacted, redact } from './redact.ts';
import { certificatesOfNote } from './redacted-certificates.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const until = (year: number) => new Date(Date.UTC(year, 0, 1));

test('of certificates in a Secret their validity stays, and nothing else', async () => {
  const leaf = await issue({ subject: [{ CN: ['hunter2'] }], notBefore: until(2025), notAfter: until(2026) });
  const authority = await issue({ subject: [{ CN: ['hunter2'] }], isCA: true, notBefore: until(2020), notAfter: until(2030) });
  const text = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': base64(`${leaf.pem}${authority.pem}`), 'tls.key': base64('hunter2'), other: base64(leaf.pem) },
    stringData: { 'ca.crt': authority.pem, 'bad.crt': 'hunter2' },
  });
  const [body = {}] = readSource({ name: 'a', text }).objects.map((object) => object.body);
  expect(body).toMatchObject({
    data: {
      'tls.crt':
        '<redacted, certificate valid from 2025-01-01T00:00:00.000Z until 2026-01-01T00:00:00.000Z, ' +
        'CA certificate valid from 2020-01-01T00:00:00.000Z until 2030-01-01T00:00:00.000Z>',
      'tls.key': '<redacted>',
      other: '<redacted>',
    },
    stringData: {
      'ca.crt': '<redacted, CA certificate valid from 2020-01-01T00:00:00.000Z until 2030-01-01T00:00:00.000Z>',
      'bad.crt': '<redacted>',
    },
  });
  expect(redact(body), 'what was taken out stays as it is').toEqual(body);
});

test('what was written can be read again', () => {
  const value = '<redacted, CA certificate valid from 2020-01-01T00:00:00.000Z until 2030-01-01T00:00:00.000Z>';
  expect(isRedacted(value)).toBe(true);
  expect(certificatesOfNote(value)).toEqual([{ isCA: true, notBefore: Date.UTC(2020, 0, 1), notAfter: Date.UTC(2030, 0, 1) }]);
  expect(certificatesOfNote('<redacted>')).toEqual([]);
  expect(certificatesOfNote(`${value} hunter2`)).toEqual([]);
});
