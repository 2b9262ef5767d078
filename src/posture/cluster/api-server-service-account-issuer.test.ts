// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { apiServerServiceAccountIssuer } from './api-server-service-account-issuer.ts';

const found = (...command: readonly string[]) =>
  pathsFound(apiServerServiceAccountIssuer, { containers: [{ name: 'a', image: 'a', command }] });

test('what a shell fills in is not known', () => {
  expect(found('kube-apiserver', '--service-account-issuer=')).toEqual(['/spec/containers/0/command/1']);
  expect(found('sh', '-c', 'kube-apiserver $FLAGS')).toEqual([]);
});
