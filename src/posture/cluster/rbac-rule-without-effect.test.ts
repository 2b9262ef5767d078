// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacRuleWithoutEffect } from './rbac-rule-without-effect.ts';

const all = { apiGroups: ['apps'], resources: ['*'], verbs: ['*'] };

test('of two that are equal one has an effect', () => {
  expect(foundInRules(rbacRuleWithoutEffect, [all, all])).toEqual(['/rules/1']);
});

test('another group is not granted', () => {
  expect(foundInRules(rbacRuleWithoutEffect, [all, { apiGroups: ['batch'], resources: ['jobs'], verbs: ['get'] }])).toEqual([]);
});
