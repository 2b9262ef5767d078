// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacChangeEndpoints } from './rbac-change-endpoints.ts';

test('deleting sends nothing elsewhere', () => {
  expect(
    foundInRules(rbacChangeEndpoints, [{ apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['delete'] }]),
  ).toEqual([]);
});
