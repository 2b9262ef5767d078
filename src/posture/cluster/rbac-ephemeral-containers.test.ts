// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacEphemeralContainers } from './rbac-ephemeral-containers.ts';

test('every verb counts', () => {
  expect(foundInRules(rbacEphemeralContainers, [{ apiGroups: [''], resources: ['pods/ephemeralcontainers'], verbs: ['*'] }])).toEqual([
    '/rules/0/resources/0',
  ]);
});
