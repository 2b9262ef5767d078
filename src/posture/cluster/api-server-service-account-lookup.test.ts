// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerServiceAccountLookup } from './api-server-service-account-lookup.ts';

test('the last value is in force, in any spelling', () => {
  expect(
    verdicts(
      apiServerServiceAccountLookup,
      staticPod('kube-apiserver', '--service-account-lookup=false', '--service-account-lookup', 'true'),
    ),
  ).toEqual([]);
  expect(
    verdicts(
      apiServerServiceAccountLookup,
      staticPod('kube-apiserver', '--service-account-lookup=true', '--service-account-lookup', 'false'),
    ),
  ).toEqual(['fail /spec/containers/0/command/2']);
});
