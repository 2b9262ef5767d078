// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { issue } from '../../../test/certificates.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { caBundleInvalid } from './ca-bundle-invalid.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

function reasons(caBundle: string | number | null): string[] {
  const service = objectOf({ apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', spec: { caBundle } });
  return evaluateOn(caBundleInvalid, [service]).findings.map(({ reason }) => reason);
}

test.each([
  ['', []],
  ['Cg==', []],
  ['${CA_BUNDLE}', []],
  ['{{ .Values.ca }}', []],
  ['__CA_BUNDLE__', []],
  ['@CA@', []],
  [null, []],
  // Of a wrong type: the API server says so.
  [1, []],
  ['?', ['it is no base64']],
  [base64('hello'), ['it holds no certificate']],
  [base64('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'), ['it holds no certificate']],
])('%j', (caBundle, expected) => {
  expect(reasons(caBundle)).toEqual(expected);
});

test('one authority among others is enough', async () => {
  const leaf = await issue({ subject: [{ CN: ['a'] }], issuer: [{ CN: ['b'] }] });
  const authority = await issue({ subject: [{ CN: ['b'] }], isCA: true });
  expect(reasons(base64(leaf.pem))).toEqual(['it holds no authority']);
  expect(reasons(base64(`${leaf.pem}junk\n${authority.pem}`))).toEqual([]);
});
