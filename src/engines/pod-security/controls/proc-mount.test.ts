// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { containersOf, violationOf } from '../testing.ts';
import { procMount, procMountRestricted } from './proc-mount.ts';

const unmasked = containersOf({ procMount: 'Unmasked' }, { procMount: 'Default' }, {});

test('names the value', () => {
  expect(violationOf(procMount, 'v1.0', unmasked)).toEqual({
    reason: 'procMount',
    detail: 'container "a" must not set securityContext.procMount to "Unmasked"',
    paths: ['/spec/containers/0/securityContext/procMount'],
  });
});

test.each([
  ['v1.34', false, true, false],
  ['v1.35', false, false, true],
  ['v1.35', true, true, true],
  ['v1.37', false, false, true],
])('at %s with hostUsers: %s baseline refuses: %s, restricted: %s', (version, hostUsers, baseline, restricted) => {
  expect(violationOf(procMount, version, { ...unmasked, hostUsers }) !== undefined).toBe(baseline);
  expect(violationOf(procMountRestricted, version, { ...unmasked, hostUsers }) !== undefined).toBe(restricted);
});
