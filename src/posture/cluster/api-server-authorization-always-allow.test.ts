// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { objectOf } from '../testing.ts';
import { apiServerAuthorizationAlwaysAllow } from './api-server-authorization-always-allow.ts';

test('a list is the sum of its flags', () => {
  expect(
    verdicts(
      apiServerAuthorizationAlwaysAllow,
      staticPod('kube-apiserver', '--authorization-mode=AlwaysAllow', '--authorization-mode=Other'),
    ),
  ).not.toEqual([]);
});

test('part of a name is not the name', () => {
  expect(verdicts(apiServerAuthorizationAlwaysAllow, staticPod('kube-apiserver', '--authorization-mode=AlwaysAllows'))).toEqual([]);
});

test('an AuthorizationConfiguration decides where it is read', () => {
  const file = (body: JsonObject) => objectOf({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthorizationConfiguration', ...body });
  const pod = staticPod('kube-apiserver', '--authorization-config=/etc/kubernetes/file.yaml');
  expect(verdicts(apiServerAuthorizationAlwaysAllow, pod, file({ authorizers: [{ type: 'RBAC' }] }))).toEqual([]);
  expect(verdicts(apiServerAuthorizationAlwaysAllow, pod, file({ authorizers: [{ type: 'AlwaysAllow' }] }))).toEqual([
    'fail /spec/containers/0/command/1',
  ]);
  expect(verdicts(apiServerAuthorizationAlwaysAllow, pod)).toEqual(['unknown /spec/containers/0/command/1']);
});
