// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { podSecurityExemptsControllers } from './pod-security-exempts-controllers.ts';

test('a file of its own is judged as one within the other', () => {
  const exemptions = {
    usernames: ['alice', 'system:serviceaccount:kube-system:job-controller', 'system:serviceaccount:ci:replicaset-controller'],
  };
  const object = objectOf({ apiVersion: 'pod-security.admission.config.k8s.io/v1', kind: 'PodSecurityConfiguration', exemptions });
  expect(evaluateOn(podSecurityExemptsControllers, [object]).findings.map(({ path }) => path)).toEqual(['/exemptions/usernames/1']);
});

test('another plugin is not judged', () => {
  const plugins = [{ name: 'EventRateLimit', path: 'a.yaml' }];
  const object = objectOf({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AdmissionConfiguration', plugins });
  expect(evaluateOn(podSecurityExemptsControllers, [object]).tallies.get('pod-security-exempts-controllers')?.pass).toBe(0);
});
