// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { authorize, rulesFor } from './authorize.ts';
import { type Binding, createPolicy, type Role } from './policy.ts';
import type { PolicyRule, Request } from './rule.ts';
import { serviceAccountUser } from './subject.ts';

const rule = (verb: string, resource: string): PolicyRule => ({
  verbs: [verb],
  apiGroups: [''],
  resources: [resource],
  resourceNames: [],
  nonResourceURLs: [],
});
const role = (namespace: string, name: string, ...rules: PolicyRule[]): Role => ({ namespace, name, labels: {}, rules });
const binding = (namespace: string, kind: string, name: string): Binding => ({
  namespace,
  name,
  roleRef: { kind, name },
  subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
});
const get = (resource: string, namespace: string): Request => ({
  kind: 'resource',
  verb: 'get',
  apiGroup: '',
  resource,
  subresource: '',
  name: '',
  namespace,
});
const user = serviceAccountUser('shop', 'api');

test('a ClusterRole holds where its binding stands, and a missing role nowhere', () => {
  const policy = createPolicy(
    [role('', 'reader', rule('get', 'pods')), role('', 'nodes', rule('get', 'nodes'))],
    [binding('data', 'ClusterRole', 'reader'), binding('', 'ClusterRole', 'nodes'), binding('data', 'Role', 'reader')],
  );
  expect(authorize(policy, user, get('pods', 'data'))).toMatchObject({ kind: 'grant', grant: { role: { name: 'reader' } } });
  expect(authorize(policy, user, get('pods', 'shop'))).toBeUndefined();
  expect(authorize(policy, user, get('pods', ''))).toBeUndefined();
  expect(authorize(policy, user, get('nodes', 'shop'))).toBeDefined();
  expect(rulesFor(policy, user, 'data')).toEqual([rule('get', 'nodes'), rule('get', 'pods')]);
});

test('a ClusterRoleBinding finds no Role', () => {
  const policy = createPolicy([role('', 'a', rule('get', 'pods')), role('shop', 'a', rule('get', 'pods'))], [binding('', 'Role', 'a')]);
  expect(rulesFor(policy, user, 'shop')).toEqual([]);
});

test('system:masters is never asked', () => {
  const policy = createPolicy([], []);
  expect(authorize(policy, { name: 'root', groups: ['system:masters'] }, get('secrets', ''))).toEqual({ kind: 'system:masters' });
});
