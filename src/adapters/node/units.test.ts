// SPDX-License-Identifier: Apache-2.0
import { afterEach, expect, test } from 'vitest';
import { NodeDisk } from './disk.ts';
import { plant, type Tree } from './testing.ts';
import { startedBy } from './units.ts';

const planted: { remove(): void }[] = [];
afterEach(() => planted.splice(0).forEach((tree) => tree.remove()));

function started(tree: Tree) {
  const made = plant(tree);
  planted.push(made);
  return startedBy(new NodeDisk(made.folder), 'kubelet');
}

test('the unit of the administrator hides the one of the package, a drop-in the one of its name', () => {
  const found = started({
    'etc/systemd/system/kubelet.service': '[Unit]\nExecStart=/not/this\n[Service]\nExecStart=-/opt/kubelet --a $EXTRA\n',
    'usr/lib/systemd/system/kubelet.service': '[Service]\nExecStart=/usr/bin/kubelet --b\n',
    'usr/lib/systemd/system/kubelet.service.d/10-x.conf': '[Service]\nEnvironment="EXTRA=--c"\n',
    'run/systemd/system/kubelet.service.d/10-x.conf': '[Service]\nEnvironment="EXTRA=--d --e"\n# Environment=EXTRA=--f\n',
  });
  expect(found).toEqual({
    command: ['/opt/kubelet', '--a', '--d', '--e'],
    from: ['/etc/systemd/system/kubelet.service', '/run/systemd/system/kubelet.service.d/10-x.conf'],
  });
});

test('files of variables win over variables, and only what the command uses is read of them', () => {
  const found = started({
    'lib/systemd/system/kubelet.service':
      '[Service]\nEnvironmentFile=-/etc/default/%N\nEnvironmentFile=/nowhere\nEnvironment=A=--a\nExecStart=/usr/bin/kubelet ${A}\n',
    'etc/default/kubelet': 'A=--b\nPASSWORD=x\n',
  });
  expect(found).toEqual({ command: ['/usr/bin/kubelet', '--b'], from: ['/lib/systemd/system/kubelet.service', '/etc/default/kubelet'] });
});

test('a unit that is not there, or masked, starts nothing', () => {
  expect(started({ 'etc/hostname': 'a\n' })).toBeUndefined();
  expect(started({ 'etc/systemd/system/kubelet.service': '' })).toBeUndefined();
});
