// SPDX-License-Identifier: Apache-2.0
// A folder of certificates and keys as it is scanned: what is found with its line, and no key in any report.
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtProgram } from './built-program.ts';
import { issue } from './certificates.ts';
import { temporaryFolder } from './temporary-folder.ts';

const day = 86_400_000;
const at = (days: number) => new Date(Date.now() + days * day);
const { privateKey: key } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const base64 = (text: string) => Buffer.from(text).toString('base64');
let temporary: ReturnType<typeof temporaryFolder>;
let program = '';

beforeAll(async () => {
  const ca = await issue({ subject: [{ CN: ['kubernetes'] }], isCA: true, subjectKeyId: '01', notBefore: at(-900), notAfter: at(2700) });
  const from = { issuer: [{ CN: ['kubernetes'] }], authorityKeyId: '01' };
  const client = { ...from, extendedKeyUsages: ['1.3.6.1.5.5.7.3.2'] };
  const old = await issue({ ...from, subject: [{ CN: ['kube-apiserver'] }], notBefore: at(-400), notAfter: at(-35) });
  const kubelet = await issue({ ...client, subject: [{ CN: ['system:node:a'] }], notBefore: at(-300), notAfter: at(10) });
  const masters = await issue({ ...client, subject: [{ O: ['system:masters'] }, { CN: ['a'] }], notBefore: at(-1), notAfter: at(300) });
  const kubeconfig = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'prod', cluster: { 'certificate-authority-data': base64(ca.pem) } }],
    users: [{ name: 'a', user: { 'client-certificate-data': base64(masters.pem), 'client-key-data': base64(key) } }],
  });
  temporary = temporaryFolder({
    'pki/ca.crt': ca.pem,
    'pki/ca.key': key,
    'pki/apiserver.crt': `# kept for a while\n${old.pem}`,
    'pki/empty.crt': '',
    'kubelet/kubelet-client-current.pem': `${key}${kubelet.pem}`,
    'super-admin.conf': kubeconfig,
  });
  program = await builtProgram(path.join(temporary.folder, 'built'));
});
afterAll(() => temporary.remove());

function scan(...args: readonly string[]) {
  const paths = ['pki', 'kubelet', 'super-admin.conf', '--no-config'];
  return spawnSync(process.execPath, [program, 'scan', ...paths, ...args], { cwd: temporary.folder, encoding: 'utf8' });
}

interface Report {
  readonly findings: readonly { readonly check: string; readonly origin: { readonly file: string; readonly line: number } }[];
}

test('each finding has its file and the line of its block', () => {
  const { stdout, stderr, status } = scan('--format', 'json');
  const report: Report = JSON.parse(stdout);
  expect(report.findings.map(({ check, origin }) => `${check} ${origin.file}:${origin.line}`).toSorted()).toEqual([
    'certificate-expired pki/apiserver.crt:2',
    `certificate-expires-soon kubelet/kubelet-client-current.pem:${key.split('\n').length}`,
    'certificate-system-masters super-admin.conf:1',
  ]);
  expect([stderr.trim(), status]).toEqual(['pki/empty.crt:1: is empty: a certificate or key in PEM was expected', 3]);
});

test.each(['table', 'json', 'sarif', 'junit', 'html', 'markdown', 'csv'])('no key is in a report as %s', (format) => {
  const { stdout, stderr } = scan('--format', format, '--verbose');
  expect(stdout.length).toBeGreaterThan(100);
  const hidden = [...key.split('\n').slice(1, -2), base64(key).slice(40, 120)];
  for (const part of hidden) expect(stdout + stderr).not.toContain(part);
});
