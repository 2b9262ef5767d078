// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { decodeBinding } from '../../engines/rbac/index.ts';
import { buildInventory } from '../../model/inventory.ts';
import type { JsonObject } from '../../model/json.ts';
import { newestKubernetes } from '../../model/version.ts';
import { rbacUserSubject } from '../cluster/rbac-user-subject.ts';
import { rbacWildcardVerbs } from '../cluster/rbac-wildcard-verbs.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { grantedRole, grantsOnlyPublic } from './rbac.ts';
import { bindingOf } from './rbac-testing.ts';

const inventoryOf = (...bodies: JsonObject[]) =>
  buildInventory({ objects: bodies.map(objectOf), problems: [], passedOver: 0 }, newestKubernetes);
const binding = (role: string) => decodeBinding(objectOf(bindingOf([], role))).value;
const clusterRole = (name: string, rest: JsonObject): JsonObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name },
  ...rest,
});

test('a role of the inventory comes before the built-in one of that name', () => {
  expect(grantedRole(binding('view'), inventoryOf())?.rules.length).toBeGreaterThan(5);
  expect(grantedRole(binding('view'), inventoryOf(clusterRole('view', { rules: [] })))?.rules).toEqual([]);
  expect(grantedRole(binding('nobody'), inventoryOf())).toBeUndefined();
});

test('a ClusterRole of the inventory may extend a built-in one', () => {
  const labels = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };
  const extension = {
    ...clusterRole('more', { rules: [{ verbs: ['get'], apiGroups: ['x'], resources: ['y'] }] }),
    metadata: { name: 'more', labels },
  };
  expect(grantedRole(binding('view'), inventoryOf(extension))?.rules.some(({ apiGroups }) => apiGroups.includes('x'))).toBe(true);
});

test('public is what Kubernetes shows to all', () => {
  expect(grantsOnlyPublic(binding('system:discovery'), inventoryOf())).toBe(true);
  expect(grantsOnlyPublic(binding('view'), inventoryOf())).toBe(false);
});

test('a field of a wrong type is never a pass', () => {
  const role = objectOf(clusterRole('a', { rules: [{ verbs: '*', apiGroups: [''], resources: ['pods'] }] }));
  expect(evaluateOn(rbacWildcardVerbs, [role]).findings).toMatchObject([{ verdict: 'unknown', path: '/rules/0/verbs' }]);
  const object = objectOf({ ...bindingOf([], 'view'), subjects: 'alice' });
  expect(evaluateOn(rbacUserSubject, [object]).findings).toMatchObject([{ verdict: 'unknown', path: '/subjects' }]);
});
