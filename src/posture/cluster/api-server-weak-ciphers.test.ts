// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerWeakCiphers } from './api-server-weak-ciphers.ts';

test('an empty list is the default', () => {
  expect(verdicts(apiServerWeakCiphers, staticPod('kube-apiserver', '--tls-cipher-suites='))).toEqual([
    'fail /spec/containers/0/command/1',
  ]);
});
