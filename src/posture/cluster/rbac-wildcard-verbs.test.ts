// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacWildcardVerbs } from './rbac-wildcard-verbs.ts';

test('on paths there is nothing more to win', () => {
  expect(foundInRules(rbacWildcardVerbs, [{ nonResourceURLs: ['/metrics'], verbs: ['*'] }])).toEqual([]);
});
