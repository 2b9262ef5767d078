// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { containersOf, violationOf } from '../testing.ts';
import { seccompProfileRestricted } from './seccomp-profile-restricted.ts';

const set = { seccompProfile: { type: 'RuntimeDefault' } };
const wrong = { seccompProfile: { type: 'Unconfined' } };
const atPod = '/spec/securityContext/seccompProfile/type';
const at = (index: number) => `/spec/containers/${index}/securityContext/seccompProfile/type`;
const must = 'must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"';
const mustNot = 'must not set securityContext.seccompProfile.type to "Unconfined"';

test.each([
  ['nobody sets it', {}, [{}, {}], `pod or containers "a", "b" ${must}`, [atPod]],
  ['one container does not', {}, [{}, set], `pod or container "a" ${must}`, [at(0)]],
  ['the pod sets it wrong', wrong, [set, {}], `pod ${mustNot}`, [atPod]],
  ['a container sets it wrong', set, [{}, wrong], `container "b" ${mustNot}`, [at(1)]],
])('refuses where %s', (_, securityContext, containers, detail, paths) => {
  const violation = violationOf(seccompProfileRestricted, 'v1.19', { securityContext, ...containersOf(...containers) });
  expect(violation).toEqual({ reason: 'seccompProfile', detail, paths });
});

test.each([
  ['v1.18', 'linux', false],
  ['v1.24', 'windows', true],
  ['v1.25', 'windows', false],
  ['v1.25', 'linux', true],
])('at %s in a Pod of %s refuses: %s', (version, name, refuses) => {
  expect(violationOf(seccompProfileRestricted, version, { os: { name } }) !== undefined).toBe(refuses);
});

test('allows what the pod sets for all', () => {
  expect(violationOf(seccompProfileRestricted, 'latest', { securityContext: set, ...containersOf({}, set) })).toBeUndefined();
});
