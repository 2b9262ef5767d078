// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { objectOf } from '../../posture/testing.ts';
import { decodeBinding, decodeRole } from './decode.ts';

const empty = { verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };

test('null and absent lists are empty, wrong types are told', () => {
  const object = objectOf({
    kind: 'ClusterRole',
    metadata: { name: 'a', namespace: 'x' },
    rules: [null, { verbs: null, resources: 'pods' }, { verbs: [1] }],
  });
  const { value, wrongTypes } = decodeRole(object);
  expect(value).toMatchObject({ namespace: '', rules: [empty, empty, { ...empty, verbs: [''] }] });
  expect(wrongTypes.map(({ path }) => path)).toEqual(['/rules/1/resources', '/rules/2/verbs/0']);
});

test('aggregation is for ClusterRoles; an invalid selector chooses nothing', () => {
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }, { matchExpressions: [{ key: 'a', operator: 'Like' }] }] };
  expect(decodeRole(objectOf({ kind: 'ClusterRole', aggregationRule })).value.aggregates).toHaveLength(1);
  expect(decodeRole(objectOf({ kind: 'Role', aggregationRule })).value.aggregates).toBeUndefined();
});

test('subjects keep their places', () => {
  const { value } = decodeBinding(
    objectOf({ kind: 'RoleBinding', metadata: { name: 'a', namespace: 'n' }, subjects: [null, { kind: 'User', name: 'u' }] }),
  );
  expect(value.subjects).toEqual([
    { kind: '', name: '', namespace: '' },
    { kind: 'User', name: 'u', namespace: '' },
  ]);
});
