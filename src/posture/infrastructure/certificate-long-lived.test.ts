// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { issue } from '../../../test/certificates.ts';
import { readSource } from '../../model/read.ts';
import { readPemText } from '../../model/x509/pem-file.ts';
import { evaluateOn, testTime } from '../testing.ts';
import { certificateLongLived } from './certificate-long-lived.ts';

const days = 86_400_000;
const valid = (life: number) =>
  issue({ subject: [{ CN: ['a'] }], notBefore: new Date(testTime - days), notAfter: new Date(testTime + (life - 1) * days) });

test.each([
  [825, 0],
  [826, 1],
])('%i days', async (life, count) => {
  const { pem } = await valid(life);
  expect(evaluateOn(certificateLongLived, readPemText('a.crt', pem).objects).findings).toHaveLength(count);
});

test('what a caBundle trusts may live as long as it likes', async () => {
  const caBundle = Buffer.from((await valid(3650)).pem).toString('base64');
  const text = JSON.stringify({ apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', spec: { caBundle } });
  expect(evaluateOn(certificateLongLived, readSource({ name: 'a', text }).objects).findings).toEqual([]);
});
