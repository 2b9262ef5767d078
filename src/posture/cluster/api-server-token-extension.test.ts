// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerTokenExtension } from './api-server-token-extension.ts';

test('the last value is in force, in any spelling', () => {
  expect(
    verdicts(
      apiServerTokenExtension,
      staticPod('kube-apiserver', '--service-account-extend-token-expiration=true', '--service-account-extend-token-expiration', 'false'),
    ),
  ).toEqual([]);
  expect(
    verdicts(
      apiServerTokenExtension,
      staticPod('kube-apiserver', '--service-account-extend-token-expiration=false', '--service-account-extend-token-expiration', 'true'),
    ),
  ).toEqual(['fail /spec/containers/0/command/2']);
});
