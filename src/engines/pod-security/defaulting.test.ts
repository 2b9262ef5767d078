// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { appArmorAnnotationPrefix } from './controls/app-armor-profile.ts';
import { defaultedPod } from './defaulting.ts';
import { containersOf, podOf } from './testing.ts';

const annotated = (value: string) => ({ [`${appArmorAnnotationPrefix}a`]: value });
const profileOf = (...args: Parameters<typeof podOf>) =>
  defaultedPod(podOf(...args)).spec.containers?.[0]?.securityContext?.appArmorProfile;

test('on the host network a container port is a host port', () => {
  const ports = [{ containerPort: 80 }, { containerPort: 81, hostPort: 0 }, { containerPort: 82, hostPort: 82 }, {}];
  const { spec } = defaultedPod(podOf({ hostNetwork: true, containers: [{ name: 'a', ports }], initContainers: [{ name: 'b' }] }));
  expect(spec.containers?.[0]?.ports?.map(({ hostPort }) => hostPort)).toEqual([80, 81, 82, undefined]);
});

test('a pod of which nothing is defaulted is the same value', () => {
  const pod = podOf({ containers: [{ name: 'a', ports: [{ containerPort: 80 }] }] }, { 'example.com/owner': 'shop' });
  expect(defaultedPod(pod)).toBe(pod);
});

test.each([
  ['unconfined', { type: 'Unconfined' }],
  ['runtime/default', { type: 'RuntimeDefault' }],
  ['localhost/p', { type: 'Localhost', localhostProfile: 'p' }],
  ['localhost/', undefined],
  ['localhost/ p', undefined],
  ['bogus', undefined],
])('the AppArmor annotation %s becomes the field %j', (annotation, expected) => {
  expect(profileOf({}, annotated(annotation))).toEqual(expected);
});

test('a field that is set stays, one that equals the pod is not repeated, and Windows has none', () => {
  const set = { type: 'RuntimeDefault' };
  expect(profileOf(containersOf({ appArmorProfile: set }), annotated('unconfined'))).toEqual(set);
  expect(profileOf({ securityContext: { appArmorProfile: set } }, annotated('runtime/default'))).toBeUndefined();
  expect(profileOf({ os: { name: 'windows' } }, annotated('unconfined'))).toBeUndefined();
});
