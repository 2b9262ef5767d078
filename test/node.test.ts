// SPDX-License-Identifier: Apache-2.0
// A node on the command line: what it shows where the program may not read all of it.
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kubeadmNode, plant, type Tree } from '../src/adapters/node/testing.ts';
import { builtProgram } from './built-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const built = temporaryFolder();
let program = '';
const isRoot = process.getuid?.() === 0;
const nobody = 65534;

beforeAll(async () => {
  chmodSync(built.folder, 0o755);
  program = await builtProgram(built.folder);
});
afterAll(() => built.remove());

function scan(tree: Tree, args: readonly string[], uid?: number) {
  const planted = plant(tree);
  const { folder } = planted;
  try {
    const options = { encoding: 'utf8', cwd: built.folder, ...(uid === undefined ? {} : { uid, gid: uid }) } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'scan', '--root', folder, ...args], options);
    return { status, stdout: stdout.replaceAll(folder, 'NODE'), stderr: stderr.replaceAll(folder, 'NODE') };
  } finally {
    planted.remove();
  }
}

test('the benchmark tells which file of the node it means', () => {
  const { status, stdout, stderr } = scan({ ...kubeadmNode, 'etc/kubernetes/admin.conf': { text: '', mode: 0o644 } }, [
    '--framework',
    'cis',
  ]);
  expect(stderr).toBe('');
  expect(stdout).toContain('judged for Kubernetes v1.34');
  expect(stdout).toMatch(/\[FAIL\] +1\.1\.13 .*\n +NodeEvidence\/cp-1 .*NODE\/etc\/kubernetes\/admin\.conf has mode 0644/);
  expect(stdout).toMatch(/\[PASS\] +4\.2\.1 /);
  expect(status).toBe(1);
});

test.runIf(isRoot)('what may not be read is one line, and what depends on it is unknown', () => {
  const closed = { text: '', mode: 0o700 };
  const tree = { ...kubeadmNode, 'etc/kubernetes/manifests/': closed, 'etc/kubernetes/pki/': closed };
  const { status, stdout, stderr } = scan(tree, ['--framework', 'cis'], nobody);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(/NODE: may not be read: .*and \d+ more; run as root/);
  for (const number of ['1.1.1', '1.1.21', '1.2.1', '4.2.1'])
    expect(stdout).toMatch(new RegExp(`\\[UNKNOWN\\] +${number.replaceAll('.', '\\.')} `));
  expect(stdout).toMatch(/\[PASS\] +1\.1\.13 /);
  expect(status).toBe(3);
});

test('a node needs no path, and does not go with --fix', () => {
  expect(scan(kubeadmNode, ['--check', 'kubelet-anonymous-auth']).status).toBe(0);
  expect(scan(kubeadmNode, ['--fix']).status).toBe(2);
});
