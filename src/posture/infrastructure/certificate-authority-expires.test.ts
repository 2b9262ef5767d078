// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { issue } from '../../../test/certificates.ts';
import { readSource } from '../../model/read.ts';
import { readPemText } from '../../model/x509/pem-file.ts';
import { evaluateOn, testTime } from '../testing.ts';
import { certificateAuthorityExpires } from './certificate-authority-expires.ts';

const days = 86_400_000;
const authority = async (left: number) =>
  (
    await issue({
      subject: [{ CN: ['kubernetes'] }],
      isCA: true,
      notBefore: new Date(testTime - 3000 * days),
      notAfter: new Date(testTime + left * days),
    })
  ).pem;

test.each([
  [364, 1],
  [365, 0],
  [31, 1],
  // Told by certificate-expires-soon and certificate-expired.
  [29, 0],
  [-1, 0],
])('%i days left', async (left, count) => {
  const { objects } = readPemText('pki/ca.crt', await authority(left));
  expect(evaluateOn(certificateAuthorityExpires, objects).findings).toHaveLength(count);
});

test('kubeconfigs repeat the authority of the folder, and it is told once', async () => {
  const pem = await authority(100);
  const clusters = [{ name: 'prod', cluster: { 'certificate-authority-data': Buffer.from(pem).toString('base64') } }];
  const kubeconfig = readSource({ name: 'admin.conf', text: JSON.stringify({ apiVersion: 'v1', kind: 'Config', clusters }) }).objects;
  const kinds = (objects: typeof kubeconfig) => evaluateOn(certificateAuthorityExpires, objects).findings.map(({ object }) => object.kind);
  expect(kinds([...kubeconfig, ...readPemText('pki/ca.crt', pem).objects])).toEqual(['PemFile']);
  expect(kinds(kubeconfig)).toEqual(['Config']);
});
