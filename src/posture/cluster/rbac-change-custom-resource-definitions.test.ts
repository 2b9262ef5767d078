// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacChangeCustomResourceDefinitions } from './rbac-change-custom-resource-definitions.ts';

test('the status holds no webhook', () => {
  expect(
    foundInRules(rbacChangeCustomResourceDefinitions, [
      { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions/status'], verbs: ['update'] },
    ]),
  ).toEqual([]);
});
