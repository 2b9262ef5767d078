// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { objectOf } from '../testing.ts';
import { apiServerAnonymousAuth } from './api-server-anonymous-auth.ts';

test('the last value is in force, in any spelling', () => {
  expect(verdicts(apiServerAnonymousAuth, staticPod('kube-apiserver', '--anonymous-auth=true', '--anonymous-auth', 'false'))).toEqual([]);
  expect(verdicts(apiServerAnonymousAuth, staticPod('kube-apiserver', '--anonymous-auth=false', '--anonymous-auth', 'true'))).toEqual([
    'fail /spec/containers/0/command/2',
  ]);
});

test('an AuthenticationConfiguration decides where it is read', () => {
  const file = (body: JsonObject) => objectOf({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthenticationConfiguration', ...body });
  const pod = staticPod('kube-apiserver', '--authentication-config=/etc/kubernetes/file.yaml');
  expect(verdicts(apiServerAnonymousAuth, pod, file({ anonymous: { enabled: true, conditions: [{ path: '/livez' }] } }))).toEqual([]);
  expect(verdicts(apiServerAnonymousAuth, pod, file({ anonymous: { enabled: true } }))).toEqual(['fail /spec/containers/0/command/1']);
  expect(verdicts(apiServerAnonymousAuth, pod)).toEqual(['unknown /spec/containers/0/command/1']);
});
