// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { componentFlagRemoved } from './component-flag-removed.ts';

const found = (command: readonly string[], version?: string) =>
  pathsFound(componentFlagRemoved, { containers: [{ name: 'a', image: 'a', command }] }, version);

test('a flag is wrong from the version on that took it away', () => {
  expect(found(['kube-apiserver', '--insecure-port=0'], '1.23')).toEqual([]);
  expect(found(['kube-apiserver', '--insecure-port=0'], '1.24')).toEqual(['/spec/containers/0/command/1']);
  expect(found(['kube-apiserver', '--insecure-port', '0', '--logtostderr'])).toHaveLength(2);
  expect(found(['kube-scheduler', '--constructor=1', '--secure-port=10259'])).toEqual([]);
});

test('etcd has what it has', () => {
  const known = ['--experimental-initial-corrupt-check=true', '--peer-auto-tls', '--feature-gates=InitialCorruptCheck=true'];
  expect(found(['etcd', ...known, '--name', 'a', '--discovery-srv=a', '--enable-v2=true'])).toEqual([]);
  expect(found(['etcd', '--encryption-provider-config=/a'])).toEqual(['/spec/containers/0/command/1']);
});

test('the flags of other programs are theirs', () => {
  expect(found(['my-controller', '--insecure-port=0'])).toEqual([]);
});
