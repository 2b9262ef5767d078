// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { readKeepList } from './keep-list.ts';

const rule = { apiGroups: [''], resources: ['secrets'], verbs: ['get'] };

test('an entry', () => {
  expect(readKeepList({ keep: [{ subject: 'shop/api', namespace: 'shop', reason: 'yearly audit', rules: [rule] }] })).toEqual({
    entries: [
      {
        user: 'system:serviceaccount:shop:api',
        namespace: 'shop',
        reason: 'yearly audit',
        rules: [{ ...rule, resourceNames: [], nonResourceURLs: [] }],
      },
    ],
    faults: [],
  });
});

test.each([
  [[], 'a keep list is a mapping with the field keep'],
  [{ kept: [] }, '/kept is no field of a keep list'],
  [{ keep: [{ reason: 'a', rules: [rule] }] }, '/keep/0 names no subject: a service account as namespace/name, or a user'],
  [{ keep: [{ subject: 'jane', rules: [rule] }] }, '/keep/0 gives no reason'],
  [{ keep: [{ subject: 'jane', reason: 'a', rules: [] }] }, '/keep/0 has no rules'],
  [{ keep: [{ subject: 'jane', reason: 'a', rules: [{ ...rule, verbs: 'get' }] }] }, '/keep/0/rules/0/verbs must be array, not string'],
  [
    { keep: [{ subject: 'jane', reason: 'a', rules: [{ verbs: ['get'], resources: ['pods'] }] }] },
    "/keep/0/rules/0 has no apiGroups or no resources ('' is the core group)",
  ],
  [
    { keep: [{ subject: 'jane', reason: 'a', namespace: 'shop', rules: [{ verbs: ['get'], nonResourceURLs: ['/metrics'] }] }] },
    '/keep/0/rules/0 has nonResourceURLs beside resources or in a namespace, where they mean nothing',
  ],
])('%j is refused', (value, fault) => {
  expect(readKeepList(value).faults.map(({ path, reason }) => (path === '' ? reason : `${path} ${reason}`))).toContain(fault);
});
