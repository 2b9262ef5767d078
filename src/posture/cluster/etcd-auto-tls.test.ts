// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { etcdAutoTls } from './etcd-auto-tls.ts';

test('the last value is in force, in any spelling', () => {
  expect(verdicts(etcdAutoTls, staticPod('etcd', '--auto-tls=true', '--auto-tls', 'false'))).toEqual([]);
  expect(verdicts(etcdAutoTls, staticPod('etcd', '--auto-tls=false', '--auto-tls', 'true'))).toEqual(['fail /spec/containers/0/command/2']);
});
