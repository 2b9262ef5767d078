// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { containersOf, violationOf } from '../testing.ts';
import { seccompProfileBaseline } from './seccomp-profile-baseline.ts';

const pod = 'seccomp.security.alpha.kubernetes.io/pod';
const container = 'container.seccomp.security.alpha.kubernetes.io/a';
const unconfinedPod = { securityContext: { seccompProfile: { type: 'Unconfined' } }, ...containersOf({ seccompProfile: {} }) };

test('until 1.18 reads the annotations of the pod and of its containers', () => {
  const annotations = { [pod]: 'unconfined', [container]: 'un"x', 'container.seccomp.security.alpha.kubernetes.io/nobody': 'unconfined' };
  expect(violationOf(seccompProfileBaseline, 'v1.18', unconfinedPod, annotations)).toEqual({
    reason: 'seccompProfile',
    detail: `forbidden annotations ${container}="un\\"x", ${pod}="unconfined"`,
    paths: [
      '/metadata/annotations/container.seccomp.security.alpha.kubernetes.io~1a',
      '/metadata/annotations/seccomp.security.alpha.kubernetes.io~1pod',
    ],
  });
  expect(violationOf(seccompProfileBaseline, 'v1.19', {}, annotations)).toBeUndefined();
});

test.each(['runtime/default', 'docker/default', 'localhost/p'])('allows the annotation %s', (value) => {
  expect(violationOf(seccompProfileBaseline, 'v1.0', {}, { [pod]: value, [container]: value })).toBeUndefined();
});

test('refuses an empty annotation', () => {
  expect(violationOf(seccompProfileBaseline, 'v1.0', {}, { [pod]: null })?.detail).toBe(`forbidden annotation ${pod}=""`);
});

test('since 1.19 reads the fields', () => {
  expect(violationOf(seccompProfileBaseline, 'v1.19', unconfinedPod)).toEqual({
    reason: 'seccompProfile',
    detail: 'pod and container "a" must not set securityContext.seccompProfile.type to "", "Unconfined"',
    paths: ['/spec/securityContext/seccompProfile/type', '/spec/containers/0/securityContext/seccompProfile/type'],
  });
});

test('allows the default, a local profile, and none', () => {
  const spec = containersOf({ seccompProfile: { type: 'RuntimeDefault' } }, { seccompProfile: { type: 'Localhost' } }, {});
  expect(violationOf(seccompProfileBaseline, 'latest', spec)).toBeUndefined();
});
