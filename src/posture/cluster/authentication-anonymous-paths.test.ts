// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { authenticationAnonymousPaths } from './authentication-anonymous-paths.ts';

function found(...paths: readonly string[]): string[] {
  const anonymous = { enabled: true, conditions: paths.map((path) => ({ path })) };
  const object = objectOf({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthenticationConfiguration', anonymous });
  return evaluateOn(authenticationAnonymousPaths, [object]).findings.map(({ path, remedy }) => `${path} ${remedy?.kind ?? ''}`);
}

test('a path that only begins like one of health is another', () => {
  expect(found('/livez', '/readyz/etcd', '/version')).toEqual([]);
  expect(found('/healthzz', '/livez')).toEqual(['/anonymous/conditions/0/path patch']);
});

test('the last condition is not taken away, since that opens all paths', () => {
  expect(found('/api')).toEqual(['/anonymous/conditions/0/path advice']);
});
