// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { controllerManagerRootCa } from './controller-manager-root-ca.ts';

test('a value that is empty is none', () => {
  expect(verdicts(controllerManagerRootCa, staticPod('kube-controller-manager', '--root-ca-file='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(verdicts(controllerManagerRootCa, staticPod('kube-controller-manager', '--root-ca-file', '/etc/kubernetes/pki/ca.crt'))).toEqual(
    [],
  );
});

test('what a shell adds is not known', () => {
  expect(verdicts(controllerManagerRootCa, staticPod('sh', '-c', 'exec kube-controller-manager $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
