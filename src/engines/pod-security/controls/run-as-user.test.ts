// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { containersOf, violationOf } from '../testing.ts';
import { runAsUser } from './run-as-user.ts';

const root = { securityContext: { runAsUser: 0 }, ...containersOf({ runAsUser: 0 }, { runAsUser: 1 }) };

test('names pod and containers', () => {
  expect(violationOf(runAsUser, 'v1.23', root)).toEqual({
    reason: 'runAsUser=0',
    detail: 'pod and container "a" must not set runAsUser=0',
    paths: ['/spec/securityContext/runAsUser', '/spec/containers/0/securityContext/runAsUser'],
  });
});

test.each([
  ['v1.22', undefined, false],
  ['v1.34', false, true],
  ['v1.35', false, false],
  ['v1.35', true, true],
  ['v1.35', undefined, true],
])('at %s with hostUsers: %s refuses: %s', (version, hostUsers, refuses) => {
  expect(violationOf(runAsUser, version, { ...root, hostUsers: hostUsers ?? null }) !== undefined).toBe(refuses);
});

test('allows no user and every other', () => {
  expect(violationOf(runAsUser, 'latest', containersOf({}, { runAsUser: 1 }))).toBeUndefined();
});
