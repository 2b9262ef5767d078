// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { issue } from '../../../test/certificates.ts';
import { readPemText } from '../../model/x509/pem-file.ts';
import { evaluateOn, testTime } from '../testing.ts';
import { certificateExpired } from './certificate-expired.ts';
import { certificateExpiresSoon } from './certificate-expires-soon.ts';

const days = 86_400_000;

test.each([
  ['on its last day', 365, 0.5, 1, 0],
  ['a day after', 365, -0.5, 0, 1],
  ['29 days before', 365, 29.9, 1, 0],
  ['30 days before', 365, 30, 0, 0],
  ['of 90 days, as ACME issues it, while it is renewed', 90, 30, 0, 0],
  ['of 90 days, when it should have been', 90, 20, 1, 0],
  ['of 7 days, with 3 left', 7, 3, 0, 0],
  ['of 7 days, with 2 left', 7, 2, 1, 0],
])('%s', async (_, life, left, soon, expired) => {
  const notAfter = new Date(testTime + left * days);
  const { pem } = await issue({ subject: [{ CN: ['a'] }], notBefore: new Date(notAfter.getTime() - life * days), notAfter });
  const { objects } = readPemText('pki/apiserver.crt', pem);
  const counts = [certificateExpiresSoon, certificateExpired].map((check) => evaluateOn(check, objects).findings.length);
  expect(counts).toEqual([soon, expired]);
});

test('the advice is the command of kubeadm', async () => {
  const { pem } = await issue({
    subject: [{ CN: ['a'] }],
    notBefore: new Date(testTime - 300 * days),
    notAfter: new Date(testTime + days),
  });
  const { objects } = readPemText('etc/kubernetes/pki/etcd/server.crt', pem);
  const [finding] = evaluateOn(certificateExpiresSoon, objects).findings;
  expect(finding?.remedy).toEqual({
    kind: 'advice',
    advice: "kubeadm certs renew etcd-server, then restart the control plane's static Pods",
  });
});
