// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacChangeApiServices } from './rbac-change-api-services.ts';

test('the status is no address', () => {
  expect(
    foundInRules(rbacChangeApiServices, [{ apiGroups: ['apiregistration.k8s.io'], resources: ['apiservices/status'], verbs: ['update'] }]),
  ).toEqual([]);
});
