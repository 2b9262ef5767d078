// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerOidcPrefix } from './api-server-oidc-prefix.ts';

const found = (...flags: readonly string[]) =>
  verdicts(apiServerOidcPrefix, staticPod('kube-apiserver', '--oidc-issuer-url=https://login.example.com', ...flags));

test('user names have a prefix of themselves, groups have none', () => {
  expect(found('--oidc-username-claim=sub')).toEqual([]);
  expect(found('--oidc-groups-claim=groups')).toEqual(['fail /spec/containers/0/command/2']);
  expect(found('--oidc-groups-claim=groups', '--oidc-groups-prefix=')).toEqual(['fail /spec/containers/0/command/3']);
  expect(found('--oidc-groups-claim=groups', '--oidc-groups-prefix=system:')).toHaveLength(1);
  expect(found('--oidc-username-prefix=-')).toEqual(['fail /spec/containers/0/command/2']);
});

test('without an issuer the flags mean nothing', () => {
  expect(verdicts(apiServerOidcPrefix, staticPod('kube-apiserver', '--oidc-groups-claim=groups'))).toEqual([]);
});
