// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerTokenAuthFile } from './api-server-token-auth-file.ts';

test('as an argument of its own', () => {
  expect(verdicts(apiServerTokenAuthFile, staticPod('kube-apiserver', '--token-auth-file', '/a'))).toEqual([
    'fail /spec/containers/0/command/1',
  ]);
});
