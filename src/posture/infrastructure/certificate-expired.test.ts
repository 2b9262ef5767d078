// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { issue, request } from '../../../test/certificates.ts';
import { readSource } from '../../model/read.ts';
import { readPemText } from '../../model/x509/pem-file.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { evaluateOn, objectOf, testTime } from '../testing.ts';
import { certificateExpired } from './certificate-expired.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const at = (days: number) => new Date(testTime + days * 86_400_000);
let past = '';
let present = '';
beforeAll(async () => {
  past = (await issue({ subject: [{ CN: ['a'] }], isCA: true, notBefore: at(-400), notAfter: at(-1) })).pem;
  present = (await issue({ subject: [{ CN: ['b'] }], isCA: true })).pem;
});

/** The pointers of what is found in objects read as a file would be. */
function found(...bodies: readonly unknown[]): string[] {
  const objects = bodies.flatMap((body) => readSource({ name: 'a.json', text: JSON.stringify(body) }).objects);
  return evaluateOn(certificateExpired, objects).findings.map(({ path, verdict }) => (verdict === 'fail' ? path : `${verdict} ${path}`));
}

describe('wherever Kubernetes keeps a certificate', () => {
  test('the bundles of webhooks, APIServices and conversions', () => {
    const caBundle = base64(past);
    const webhooks = [{ name: 'a', clientConfig: { caBundle: base64(present) } }, { clientConfig: { caBundle } }];
    expect(found({ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration', webhooks })).toEqual([
      '/webhooks/1/clientConfig/caBundle',
    ]);
    expect(found({ apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', spec: { caBundle } })).toEqual(['/spec/caBundle']);
    const conversion = { strategy: 'Webhook', webhook: { clientConfig: { caBundle } } };
    expect(found({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', spec: { conversion } })).toEqual([
      '/spec/conversion/webhook/clientConfig/caBundle',
    ]);
  });

  test('ConfigMaps and Secrets', () => {
    expect(
      found({ apiVersion: 'v1', kind: 'ConfigMap', data: { 'ca.crt': `# old\n${past}`, readme: 'no PEM', 'b.crt': present } }),
    ).toEqual(['/data/ca.crt']);
    expect(found({ apiVersion: 'v1', kind: 'Secret', data: { 'tls.crt': base64(past) }, stringData: { 'ca.crt': past } })).toEqual([
      '/data/tls.crt',
      '/stringData/ca.crt',
    ]);
  });

  test('kubeconfigs and issued requests', async () => {
    const clusters = [{ name: 'c', cluster: { 'certificate-authority-data': base64(past) } }];
    const users = [{ name: 'u', user: { 'client-certificate-data': base64(past), 'client-key-data': 'aaaa' } }];
    expect(found({ apiVersion: 'v1', kind: 'Config', clusters, users })).toEqual([
      '/clusters/0/cluster/certificate-authority-data',
      '/users/0/user/client-certificate-data',
    ]);
    const asked = base64((await request({ subject: [{ CN: ['a'] }] })).pem);
    const status = { certificate: base64(past) };
    expect(found({ apiVersion: 'certificates.k8s.io/v1', kind: 'CertificateSigningRequest', spec: { request: asked }, status })).toEqual([
      '/status/certificate',
    ]);
  });

  test('PEM files, each block by itself', () => {
    const { objects } = readPemText('pki/a.pem', `${present}${past}`);
    expect(evaluateOn(certificateExpired, objects).findings.map(({ path, detail }) => [path, detail])).toEqual([
      ['/blocks/1/certificate', 'CN=a expired on 2025-12-31, 1 day ago'],
    ]);
  });
});

test('a kubeconfig whose data is no certificate cannot be judged', () => {
  const clusters = ['aGVsbG8=', 'DATA+OMITTED', '${CA}', ''].map((data) => ({ cluster: { 'certificate-authority-data': data } }));
  expect(found({ apiVersion: 'v1', kind: 'Config', clusters })).toEqual(['unknown /clusters/0/cluster/certificate-authority-data']);
});

test('what holds no certificate is not judged', () => {
  const { tallies } = evaluateOn(certificateExpired, [objectOf({ apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } })]);
  expect(tallies.get('certificate-expired')).toEqual({ pass: 0, fail: 0, unknown: 0 });
});

test('a bundle of public authorities is nobody to renew', () => {
  expect(evaluateOn(certificateExpired, readPemText('ca-bundle.crt', past.repeat(12)).objects).findings).toEqual([]);
});

test('a certificate that the kubelet has rotated since is left behind', () => {
  const file = (name: string): readonly KubernetesObject[] => readPemText(`/var/lib/kubelet/pki/${name}`, past).objects;
  const [older, newer] = ['kubelet-client-2024-01-01-00-00-00.pem', 'kubelet-client-2025-01-01-00-00-00.pem'];
  const sources = (...names: readonly string[]) =>
    evaluateOn(certificateExpired, names.flatMap(file)).findings.map(({ object }) => object.name);
  expect(sources(older ?? '', newer ?? '')).toEqual([newer]);
  expect(sources(older ?? '')).toEqual([older]);
});

test('the advice names the command of the distribution', () => {
  const advice = (source: string) =>
    evaluateOn(certificateExpired, readPemText(source, past).objects).findings.map(
      ({ remedy }) => remedy?.kind === 'advice' && remedy.advice,
    );
  expect(advice('/var/lib/rancher/k3s/server/tls/client-ca.crt')).toEqual(['k3s certificate rotate-ca, then restart k3s']);
  expect(advice('/etc/kubernetes/pki/ca.crt')).toEqual([expect.stringContaining('by hand')]);
});
