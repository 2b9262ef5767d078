// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { etcdPeerAutoTls } from './etcd-peer-auto-tls.ts';

test('the last value is in force, in any spelling', () => {
  expect(verdicts(etcdPeerAutoTls, staticPod('etcd', '--peer-auto-tls=true', '--peer-auto-tls', 'false'))).toEqual([]);
  expect(verdicts(etcdPeerAutoTls, staticPod('etcd', '--peer-auto-tls=false', '--peer-auto-tls', 'true'))).toEqual([
    'fail /spec/containers/0/command/2',
  ]);
});
