// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { issue } from '../../../test/certificates.ts';
import { readPemText } from '../../model/x509/pem-file.ts';
import { evaluateOn, testTime } from '../testing.ts';
import { certificateNotYetValid } from './certificate-not-yet-valid.ts';

test('from the very second on it is valid', async () => {
  const found = async (ahead: number) => {
    const { pem } = await issue({ subject: [{ CN: ['a'] }], notBefore: new Date(testTime + ahead) });
    return evaluateOn(certificateNotYetValid, readPemText('a.crt', pem).objects).findings.map(({ detail }) => detail);
  };
  expect(await found(0)).toEqual([]);
  expect(await found(1000)).toEqual(['CN=a is valid from 2026-01-01, in less than a day']);
});
