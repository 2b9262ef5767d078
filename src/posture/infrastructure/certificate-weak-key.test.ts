// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { issue } from '../../../test/certificates.ts';
import { readPemText } from '../../model/x509/pem-file.ts';
import { evaluateOn } from '../testing.ts';
import { certificateWeakKey } from './certificate-weak-key.ts';

test.each([
  ['RSA 1024', ['CN=a has a key of RSA with 1024 bits']],
  ['RSA 2048', []],
  ['P-256', []],
  ['Ed25519', []],
] as const)('%s', async (key, details) => {
  const { pem } = await issue({ subject: [{ CN: ['a'] }], key });
  expect(evaluateOn(certificateWeakKey, readPemText('a.crt', pem).objects).findings.map(({ detail }) => detail)).toEqual(details);
});
