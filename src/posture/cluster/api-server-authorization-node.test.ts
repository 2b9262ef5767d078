// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { objectOf } from '../testing.ts';
import { apiServerAuthorizationNode } from './api-server-authorization-node.ts';

test('a list is the sum of its flags', () => {
  expect(
    verdicts(apiServerAuthorizationNode, staticPod('kube-apiserver', '--authorization-mode=Node', '--authorization-mode=Other')),
  ).toEqual([]);
});

test('part of a name is not the name', () => {
  expect(verdicts(apiServerAuthorizationNode, staticPod('kube-apiserver', '--authorization-mode=Nodes'))).toEqual([
    'fail /spec/containers/0/command/1',
  ]);
});

test('an AuthorizationConfiguration decides where it is read', () => {
  const file = (body: JsonObject) => objectOf({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthorizationConfiguration', ...body });
  const pod = staticPod('kube-apiserver', '--authorization-config=/etc/kubernetes/file.yaml');
  expect(verdicts(apiServerAuthorizationNode, pod, file({ authorizers: [{ type: 'Node' }] }))).toEqual([]);
  expect(verdicts(apiServerAuthorizationNode, pod, file({ authorizers: [{ type: 'Webhook' }] }))).toEqual([
    'fail /spec/containers/0/command/1',
  ]);
  expect(verdicts(apiServerAuthorizationNode, pod)).toEqual(['unknown /spec/containers/0/command/1']);
});

test('what a shell adds is not known', () => {
  expect(verdicts(apiServerAuthorizationNode, staticPod('sh', '-c', 'exec kube-apiserver $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
