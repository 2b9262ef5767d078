// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { containersOf, violationOf } from '../testing.ts';
import { allowPrivilegeEscalation } from './allow-privilege-escalation.ts';

test('wants it false in every container', () => {
  const spec = containersOf({ allowPrivilegeEscalation: true }, {}, { allowPrivilegeEscalation: false });
  expect(violationOf(allowPrivilegeEscalation, 'v1.8', spec)).toEqual({
    reason: 'allowPrivilegeEscalation != false',
    detail: 'containers "a", "b" must set securityContext.allowPrivilegeEscalation=false',
    paths: ['/spec/containers/0/securityContext/allowPrivilegeEscalation', '/spec/containers/1/securityContext/allowPrivilegeEscalation'],
  });
});

test.each([
  ['v1.7', 'linux', false],
  ['v1.24', 'windows', true],
  ['v1.25', 'windows', false],
  ['v1.25', 'linux', true],
])('at %s in a Pod of %s refuses: %s', (version, name, refuses) => {
  expect(violationOf(allowPrivilegeEscalation, version, { os: { name } }) !== undefined).toBe(refuses);
});
