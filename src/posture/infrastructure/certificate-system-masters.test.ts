// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { issue } from '../../../test/certificates.ts';
import { readSource } from '../../model/read.ts';
import { readPemText } from '../../model/x509/pem-file.ts';
import { evaluateOn } from '../testing.ts';
import { certificateSystemMasters } from './certificate-system-masters.ts';

const masters = (CN: string, more = {}) => issue({ subject: [{ O: ['dev'] }, { O: ['system:masters'] }, { CN: [CN] }], ...more });

async function adviceFor(source: string): Promise<string> {
  const data = Buffer.from((await masters('kubernetes-super-admin')).pem).toString('base64');
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'Config', users: [{ name: 'a', user: { 'client-certificate-data': data } }] });
  const [finding] = evaluateOn(certificateSystemMasters, readSource({ name: source, text }).objects).findings;
  return finding?.remedy?.kind === 'advice' ? finding.remedy.advice : '';
}

test('kubeadm has a kubeconfig for emergencies, which does not belong on a node', async () => {
  expect(await adviceFor('/etc/kubernetes/super-admin.conf')).toContain('to a safe place');
  expect(await adviceFor('/etc/kubernetes/admin.conf')).toContain('kubeadm kubeconfig user');
});

test.each([
  ['any purpose', {}, 1],
  ['a client', { extendedKeyUsages: ['1.3.6.1.5.5.7.3.2'] }, 1],
  ['a server', { extendedKeyUsages: ['1.3.6.1.5.5.7.3.1'] }, 0],
  ['an authority', { isCA: true }, 0],
])('%s', async (_, more, count) => {
  const { objects } = readPemText('a.crt', (await masters('a', more)).pem);
  expect(evaluateOn(certificateSystemMasters, objects).findings).toHaveLength(count);
});
