// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { wantedNames } from './wanted.ts';

test.each([
  [[], 'deploy/api.yaml', true],
  [[], 'deploy/API.YML', true],
  [[], 'api.json', true],
  [[], 'pki/ca.CRT', true],
  [[], 'pki/ca.key', true],
  [[], 'api.manifest', false],
  [['.manifest'], 'etc/api.manifest', true],
  [['*.conf'], 'etc/kubelet.conf', true],
  [['etc/**/*.conf'], 'etc/a/b/kubelet.conf', true],
  [['etc/*.conf'], 'opt/kubelet.conf', false],
  [['kubelet'], 'etc/kubelet', true],
])('%j reads %s: %s', (include, name, expected) => {
  expect(wantedNames(include)(name)).toBe(expected);
});
