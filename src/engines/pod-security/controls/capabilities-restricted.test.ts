// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { containersOf, violationOf } from '../testing.ts';
import { capabilitiesRestricted } from './capabilities-restricted.ts';

test('wants ALL dropped and nothing but NET_BIND_SERVICE added', () => {
  const spec = containersOf({ capabilities: { drop: ['ALL'], add: ['CHOWN'] } }, {}, { capabilities: { drop: ['all'] } });
  expect(violationOf(capabilitiesRestricted, 'v1.22', spec)).toEqual({
    reason: 'unrestricted capabilities',
    detail:
      'containers "b", "c" must set securityContext.capabilities.drop=["ALL"]; ' +
      'container "a" must not include "CHOWN" in securityContext.capabilities.add',
    paths: [
      '/spec/containers/1/securityContext/capabilities/drop',
      '/spec/containers/2/securityContext/capabilities/drop',
      '/spec/containers/0/securityContext/capabilities/add/0',
    ],
  });
});

test('allows NET_BIND_SERVICE beside a dropped ALL', () => {
  const capabilities = { drop: ['CHOWN', 'ALL'], add: ['NET_BIND_SERVICE'] };
  expect(violationOf(capabilitiesRestricted, 'latest', containersOf({ capabilities }))).toBeUndefined();
});

test.each([
  ['v1.21', false],
  ['v1.22', true],
  ['v1.24', true],
  ['v1.25', false],
])('for a Pod of Windows at %s refuses: %s', (version, refuses) => {
  expect(violationOf(capabilitiesRestricted, version, { os: { name: 'windows' } }) !== undefined).toBe(refuses);
});
