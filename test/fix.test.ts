// SPDX-License-Identifier: Apache-2.0
// `rampart fix` as its users meet it.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const program = path.join(import.meta.dirname, '../dist/rampart.js');
const removals: (() => void)[] = [];
afterEach(() => {
  for (const remove of removals.splice(0)) remove();
});

const pod = `# the api
apiVersion: v1
kind: Pod
metadata: {name: api, namespace: shop}
spec:
  hostPID: true # for now
  containers:
    - name: api
      image: registry.example.com/api:1.0.0
      env:
        - name: API_PASSWORD
          value: correct-horse-battery
`;

function shop(files: Readonly<Record<string, string>> = { 'pod.yaml': pod }) {
  const made = temporaryFolder(files);
  removals.push(() => made.remove());
  const { folder } = made;
  const rampart = (args: readonly string[], input = '') => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder };
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'fix', ...args], {
      cwd: folder,
      encoding: 'utf8',
      input,
      env,
    });
    return { status, stdout, stderr };
  };
  return { folder, rampart, read: (name: string) => readFileSync(path.join(folder, name), 'utf8') };
}

const hostPid = ['pod.yaml', '--check', 'host-namespaces'];

test('the file is fixed, keeping its comments; a second time there is nothing to do', () => {
  const { folder, rampart, read } = shop();
  const first = rampart(hostPid);
  expect(first).toEqual({ status: 0, stdout: expect.stringContaining('1 finding closed in 1 file · 0 still open'), stderr: '' });
  expect(read('pod.yaml')).toBe(pod.replace('hostPID: true', 'hostPID: false'));
  expect(rampart(hostPid).stdout).toContain('0 findings closed in 0 files');
  expect(readdirSync(folder)).toEqual(['pod.yaml']);
});

test('a dry run shows the diff alone on standard output, without credentials, and writes nothing', () => {
  const { rampart, read } = shop();
  const { stdout, stderr } = rampart(['.', '--dry-run', '--all']);
  expect(stdout).toMatch(/^--- a\/pod\.yaml\n\+\+\+ b\/pod\.yaml\n@@ /);
  expect(stdout).toContain('-  hostPID: true # for now\n+  hostPID: false # for now\n');
  expect(stdout).not.toContain('correct-horse');
  expect(stderr).toMatch(/findings would be closed in 1 file/);
  expect(read('pod.yaml')).toBe(pod);
});

test('what wants to know the program is listed, and applied where it is asked for', () => {
  const { rampart, read } = shop();
  const { status, stdout } = rampart(['pod.yaml']);
  expect(status).toBe(1);
  expect(stdout).toContain('few programs fail by the patch');
  expect(stdout).toContain('who knows the program must decide');
  expect(read('pod.yaml')).toBe(pod);
  expect(rampart(['pod.yaml', '--check', 'read-only-root-filesystem']).stdout).toContain('To review now');
  expect(read('pod.yaml')).toContain('readOnlyRootFilesystem: true');
});

test('without a look what is safe, with one what few programs notice', () => {
  const withUser = pod.replace('  containers:', '  securityContext: {runAsUser: 10001}\n  containers:');
  const { rampart, read } = shop({ 'pod.yaml': withUser });
  rampart(['pod.yaml']);
  expect(read('pod.yaml')).toBe(withUser.replace('{runAsUser: 10001}', '{runAsUser: 10001, runAsNonRoot: true}'));
  const { stdout } = rampart(['pod.yaml', '--likely-safe']);
  expect(stdout).toContain('To review now');
  expect(read('pod.yaml')).toContain('allowPrivilegeEscalation: false');
  expect(read('pod.yaml')).toContain('hostPID: true');
});

test('severity chooses', () => {
  const { rampart, read } = shop();
  rampart(['pod.yaml', '--severity', 'critical']);
  expect(read('pod.yaml')).not.toContain('enableServiceLinks');
});

test('what is accepted is left as it is', () => {
  const exception = `apiVersion: rampart.dev/v1alpha1
kind: Exception
metadata: {name: debugging}
spec:
  checks: [host-namespaces]
  objects: [{kind: Pod, name: api}]
  owner: team-shop
  approver: team-security
  reason: it is being debugged
  expires: "2999-01-01"
`;
  const { rampart, read } = shop({ 'pod.yaml': pod, 'accepted/exception.yaml': exception });
  const { status, stderr } = rampart([...hostPid, '--exceptions', 'accepted']);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(read('pod.yaml')).toBe(pod);
});

test('standard input cannot be changed, and says so', () => {
  const { rampart } = shop();
  const { status, stdout } = rampart(['-', '--check', 'host-namespaces'], pod);
  expect(status).toBe(1);
  expect(stdout).toContain('standard input cannot be changed: give the path of its file');
});

test('a file with an error in one document is fixed in the others', () => {
  const { rampart, read, folder } = shop();
  writeFileSync(path.join(folder, 'pod.yaml'), `a: [\n---\n${pod}`);
  const { status, stderr } = rampart(hostPid);
  expect(status).toBe(3);
  expect(stderr).toMatch(/^pod\.yaml:1:\d+: /);
  expect(read('pod.yaml')).toBe(`a: [\n---\n${pod.replace('hostPID: true', 'hostPID: false')}`);
});
