// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { issue } from '../../../test/certificates.ts';
import { readPemText } from '../../model/x509/pem-file.ts';
import { evaluateOn } from '../testing.ts';
import { certificateWeakSignature } from './certificate-weak-signature.ts';

test('what an authority signed with SHA-1, and not what is its own issuer', async () => {
  const details = async (issuer: string) => {
    const { pem } = await issue({ subject: [{ CN: ['a'] }], issuer: [{ CN: [issuer] }], key: 'RSA SHA-1' });
    return evaluateOn(certificateWeakSignature, readPemText('a.crt', pem).objects).findings.map(({ detail }) => detail);
  };
  expect(await details('ca')).toEqual(['CN=a is signed with sha1WithRSAEncryption (SHA-1)']);
  expect(await details('a')).toEqual([]);
});
