// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { settingsOf } from './settings.ts';

let temporary: ReturnType<typeof temporaryFolder>;
const at = (name: string) => path.join(temporary.folder, name);

beforeEach(() => {
  temporary = temporaryFolder({
    'a/config': `
current-context: one
contexts:
  - {name: one, context: {cluster: c, user: u}}
clusters:
  - {name: c, cluster: {server: https://first.example.com/, certificate-authority: ca.pem}}
`,
    'a/ca.pem': 'CA\n',
    'b/config': `
current-context: two
contexts:
  - {name: two, context: {cluster: d, user: u}}
clusters:
  - {name: c, cluster: {server: https://second.example.com}}
  - {name: d, cluster: {server: https://third.example.com:6443, insecure-skip-tls-verify: true, tls-server-name: k, proxy-url: http://proxy:3128}}
users:
  - {name: u, user: {tokenFile: token, token: older, as: mina, as-groups: [a, b], as-user-extra: {reason: [x]}}}
`,
    'b/token': 'newer\n',
  });
  vi.stubEnv('KUBECONFIG', [at('a/config'), at('nowhere'), at('b/config')].join(path.delimiter));
});
afterEach(() => {
  vi.unstubAllEnvs();
  temporary.remove();
});

test('of several files the first that names something says what it is; paths are relative to the file', async () => {
  const settings = settingsOf({});
  expect(settings).toMatchObject({ context: 'one', server: 'https://first.example.com', ca: 'CA\n', insecure: false });
  expect(await settings.credentials()).toEqual({ token: 'newer' });
});

test('a context of choice, and what a cluster and user may say', () => {
  const settings = settingsOf({ context: 'two' });
  expect(settings).toMatchObject({ server: 'https://third.example.com:6443', insecure: true, serverName: 'k', proxy: 'http://proxy:3128' });
  expect(settings.headers).toEqual({ 'Impersonate-User': 'mina', 'Impersonate-Group': ['a', 'b'], 'Impersonate-Extra-reason': ['x'] });
});

test('the file that is asked for is the only one, and must exist', () => {
  expect(settingsOf({ kubeconfig: at('b/config') }).context).toBe('two');
  expect(() => settingsOf({ kubeconfig: at('nowhere') })).toThrow('the kubeconfig does not exist');
});

test.each<[string, string, string]>([
  ['a CA beside insecure', 'cluster: {server: "https://a", certificate-authority-data: Q0E=, insecure-skip-tls-verify: true}', 'has both'],
  ['no address', 'cluster: {server: a}', 'has no server with an https:// address'],
  ['a proxy that is not HTTP', 'cluster: {server: "https://a", proxy-url: "socks5://b"}', 'proxy-url'],
  ['a certificate authority that is missing', 'cluster: {server: "https://a", certificate-authority: gone.pem}', 'does not exist'],
])('%s is refused', (_, cluster, reason) => {
  const made = temporaryFolder({
    config: `current-context: a\ncontexts: [{name: a, context: {cluster: a}}]\nclusters: [{name: a, ${cluster}}]\n`,
  });
  expect(() => settingsOf({ kubeconfig: path.join(made.folder, 'config') })).toThrow(reason);
  made.remove();
});

test.each<[string, string]>([
  ['{username: a, password: b}', 'basic authentication'],
  ['{auth-provider: {name: gcp}}', 'auth-provider'],
  ['{client-certificate-data: Q0E=}', 'without its key'],
])('the user %s is refused', (user, reason) => {
  const made = temporaryFolder({
    config: `current-context: a\ncontexts: [{name: a, context: {cluster: a, user: u}}]\nclusters: [{name: a, cluster: {server: "https://a"}}]\nusers: [{name: u, user: ${user}}]\n`,
  });
  expect(() => settingsOf({ kubeconfig: path.join(made.folder, 'config') })).toThrow(reason);
  made.remove();
});
