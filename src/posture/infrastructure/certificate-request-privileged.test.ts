// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { request } from '../../../test/certificates.ts';
import type { JsonObject } from '../../model/json.ts';
import { readPemText } from '../../model/x509/pem-file.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { certificateRequestPrivileged } from './certificate-request-privileged.ts';

async function reasons(commonName: string, organizations: readonly string[], spec: JsonObject): Promise<string[]> {
  const { pem } = await request({ subject: [...organizations.map((name) => ({ O: [name] })), { CN: [commonName] }] });
  const asked = objectOf({
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name: 'a' },
    spec: { ...spec, request: Buffer.from(pem).toString('base64') },
  });
  return evaluateOn(certificateRequestPrivileged, [asked]).findings.map(({ reason }) => reason);
}

const client = { signerName: 'kubernetes.io/kube-apiserver-client' };
const kubelet = { signerName: 'kubernetes.io/kube-apiserver-client-kubelet' };

test.each([
  ['alice', ['dev'], client, []],
  ['mallory', ['dev', 'system:masters'], kubelet, ['it asks for system:masters']],
  ['mallory', ['kubeadm:cluster-admins'], client, ['it asks for the administrators of kubeadm']],
  ['system:node:a', ['system:nodes'], kubelet, []],
  ['system:node:a', ['system:nodes'], { ...kubelet, username: 'system:node:a' }, []],
  ['system:node:a', ['system:nodes'], { ...kubelet, username: 'system:node:b' }, ['a node asks to be another node']],
  ['system:node:a', ['system:nodes'], client, ['it asks to be a node, of a signer that is not for nodes']],
  ['system:node:a', [], kubelet, ['it asks for half the identity of a node']],
  ['mallory', ['system:nodes'], kubelet, ['it asks for half the identity of a node']],
  ['system:kube-controller-manager', [], client, ['it asks for an identity of the control plane']],
])('%s of %j', async (commonName, organizations, spec, expected) => {
  expect(await reasons(commonName, organizations, spec)).toEqual(expected);
});

test('of requests in files only system:masters is told: an authority outside the cluster issues the rest', async () => {
  const details = async (group: string) => {
    const { pem } = await request({ subject: [{ O: [group] }, { CN: ['system:kube-scheduler'] }] });
    return evaluateOn(certificateRequestPrivileged, readPemText('a.csr', pem).objects).findings.map(({ detail }) => detail);
  };
  expect(await details('system:nodes')).toEqual([]);
  expect(await details('system:masters')).toEqual(['CN=system:kube-scheduler,O=system:masters is asked for']);
});
