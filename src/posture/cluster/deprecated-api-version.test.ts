// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { deprecatedApiVersion } from './deprecated-api-version.ts';
import { removedApiVersion } from './removed-api-version.ts';

const found = (apiVersion: string, kind: string, version: string) =>
  evaluateOn(deprecatedApiVersion, [objectOf({ apiVersion, kind, metadata: { name: 'a' } })], version).findings;

test.each([
  ['extensions/v1beta1', 'Ingress', 14, 22],
  ['networking.k8s.io/v1beta1', 'Ingress', 19, 22],
  ['rbac.authorization.k8s.io/v1beta1', 'RoleBinding', 17, 22],
  ['batch/v1beta1', 'CronJob', 21, 25],
  ['policy/v1beta1', 'PodSecurityPolicy', 21, 25],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 23, 26],
  ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 29, 32],
  ['admissionregistration.k8s.io/v1beta1', 'ValidatingAdmissionPolicy', 31, 34],
  ['resource.k8s.io/v1beta1', 'ResourceClaim', 35, 38],
])('%s %s is deprecated from 1.%i to 1.%i, and removed from then on', (apiVersion, kind, deprecated, removed) => {
  const object = objectOf({ apiVersion, kind, metadata: { name: 'a' } });
  for (let minor = deprecated - 1; minor <= removed; minor += 1) {
    const version = `1.${minor}`;
    expect(found(apiVersion, kind, version).length, version).toBe(minor >= deprecated && minor < removed ? 1 : 0);
    expect(evaluateOn(removedApiVersion, [object], version).findings.length, version).toBe(minor >= removed ? 1 : 0);
  }
});

test('the release without it and the version to write are named', () => {
  const [finding] = found('resource.k8s.io/v1beta2', 'DeviceClass', '1.37');
  expect(finding?.detail).toBe('resource.k8s.io/v1beta2 DeviceClass is deprecated since v1.36; v1.39 drops it');
  expect(finding?.remedy).toEqual({ kind: 'patch', patch: [{ op: 'replace', path: '/apiVersion', value: 'resource.k8s.io/v1' }] });
});

test('what has to be rewritten is advice', () => {
  const [finding] = found('resource.k8s.io/v1beta1', 'ResourceClaim', '1.37');
  expect(finding?.remedy).toMatchObject({ kind: 'advice', advice: expect.stringContaining('exactly') as unknown });
});
