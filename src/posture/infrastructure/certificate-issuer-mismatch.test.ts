// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { issue } from '../../../test/certificates.ts';
import { readPemText } from '../../model/x509/pem-file.ts';
import { evaluateOn } from '../testing.ts';
import { certificateIssuerMismatch } from './certificate-issuer-mismatch.ts';

const authority = async (name: string, subjectKeyId: string) => (await issue({ subject: [{ CN: [name] }], isCA: true, subjectKeyId })).pem;
const leaf = async (issuer: string, authorityKeyId?: string) =>
  (await issue({ subject: [{ CN: ['leaf'] }], issuer: [{ CN: [issuer] }], ...(authorityKeyId === undefined ? {} : { authorityKeyId }) }))
    .pem;

function details(files: Readonly<Record<string, string>>): string[] {
  const objects = Object.entries(files).flatMap(([name, text]) => readPemText(name, text).objects);
  return evaluateOn(certificateIssuerMismatch, objects).findings.map(({ detail }) => detail);
}

test('as kubeadm lays it out', async () => {
  const files = {
    'pki/ca.crt': await authority('kubernetes', '01'),
    'pki/front-proxy-ca.crt': await authority('front-proxy-ca', '02'),
    'pki/apiserver.crt': await leaf('kubernetes', '01'),
    'pki/front-proxy-client.crt': await leaf('front-proxy-ca', '02'),
    'pki/apiserver-etcd-client.crt': await leaf('etcd-ca', '03'),
  };
  expect(details(files), 'the folder of etcd was not read').toEqual([]);
  const etcd = { 'pki/etcd/ca.crt': await authority('etcd-ca', '03'), 'pki/etcd/server.crt': await leaf('etcd-ca', '03') };
  expect(details({ ...files, ...etcd })).toEqual([]);
  expect(details({ ...files, ...etcd, 'pki/etcd/ca.crt': await authority('etcd-ca', '04') })).toEqual([
    'CN=leaf was issued by another CN=etcd-ca: its key is 03, not 04',
    'CN=leaf was issued by another CN=etcd-ca: its key is 03, not 04',
  ]);
});

test('a name that nobody there has', async () => {
  expect(details({ 'tls/ca.crt': await authority('new', '01'), 'tls/tls.crt': await leaf('old', '02') })).toEqual([
    'CN=leaf was issued by CN=old, and beside it lies CN=new',
  ]);
});

test('a chain brings its authority along, and without key identifiers the name decides', async () => {
  const ca = await authority('root', '01');
  const chain = `${await leaf('between', '02')}${await authority('between', '02')}`;
  expect(details({ 'tls/ca.crt': ca, 'tls/tls.crt': chain, 'tls/b.crt': await leaf('root') })).toEqual([]);
});

test('nothing follows where no authority lies beside it, or the certificate is its own', async () => {
  const own = (await issue({ subject: [{ CN: ['own'] }] })).pem;
  expect(details({ 'a/tls.crt': await leaf('x', '01'), 'b/ca.crt': await authority('y', '02'), 'b/own.crt': own })).toEqual([]);
});
