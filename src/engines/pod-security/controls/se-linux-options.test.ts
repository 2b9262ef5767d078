// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { containersOf, violationOf } from '../testing.ts';
import { seLinuxOptions } from './se-linux-options.ts';

test('names types once, and that user and role are set', () => {
  const spec = {
    securityContext: { seLinuxOptions: { type: 'spc_t', role: 'r' } },
    ...containersOf({ seLinuxOptions: { type: 'spc_t', user: 'u' } }, { seLinuxOptions: { type: 'a_t' } }),
  };
  expect(violationOf(seLinuxOptions, 'v1.0', spec)).toEqual({
    reason: 'seLinuxOptions',
    detail:
      'pod and containers "a", "b" set forbidden securityContext.seLinuxOptions: types "a_t", "spc_t"; user may not be set; role may not be set',
    paths: [
      '/spec/securityContext/seLinuxOptions/type',
      '/spec/containers/0/securityContext/seLinuxOptions/type',
      '/spec/containers/1/securityContext/seLinuxOptions/type',
      '/spec/containers/0/securityContext/seLinuxOptions/user',
      '/spec/securityContext/seLinuxOptions/role',
    ],
  });
});

test.each([
  ['v1.0', 'container_kvm_t', true],
  ['v1.0', '', true],
  ['v1.30', 'container_engine_t', false],
  ['v1.31', 'container_engine_t', true],
  ['v1.31', 'spc_t', false],
])('at %s, type %j is allowed: %s', (version, type, allowed) => {
  const violation = violationOf(seLinuxOptions, version, containersOf({ seLinuxOptions: { type, user: '', level: 's0' } }));
  expect(violation === undefined).toBe(allowed);
});
