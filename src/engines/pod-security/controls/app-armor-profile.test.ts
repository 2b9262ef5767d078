// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { containersOf, violationOf } from '../testing.ts';
import { appArmorProfile, appArmorAnnotationPrefix } from './app-armor-profile.ts';

const annotation = (container: string, value: string) => ({ [`${appArmorAnnotationPrefix}${container}`]: value });

test('names pod, containers and annotations, values of fields before those of annotations', () => {
  const spec = {
    securityContext: { appArmorProfile: { type: 'Unconfined' } },
    ...containersOf({ appArmorProfile: { type: 'Other' } }, { appArmorProfile: {} }),
  };
  expect(violationOf(appArmorProfile, 'v1.0', spec, { ...annotation('b', 'un"x"'), ...annotation('a', 'bogus') })).toEqual({
    reason: 'forbidden AppArmor profiles',
    detail:
      'pod and containers "a", "b" and annotations must not set AppArmor profile type to "", "Other", "Unconfined", ' +
      '"container.apparmor.security.beta.kubernetes.io/a="bogus"", "container.apparmor.security.beta.kubernetes.io/b="un\\"x\\"""',
    paths: [
      '/spec/securityContext/appArmorProfile/type',
      '/spec/containers/0/securityContext/appArmorProfile/type',
      '/spec/containers/1/securityContext/appArmorProfile/type',
      '/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1b',
      '/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1a',
    ],
  });
});

test('knows one from many', () => {
  expect(violationOf(appArmorProfile, 'latest', {}, annotation('a', 'unconfined'))).toMatchObject({
    reason: 'forbidden AppArmor profile',
    detail: 'annotation must not set AppArmor profile type to "container.apparmor.security.beta.kubernetes.io/a="unconfined""',
  });
});

test.each(['', 'runtime/default', 'localhost/', 'localhost/profile'])('allows the annotation %j', (value) => {
  expect(violationOf(appArmorProfile, 'v1.10', {}, annotation('a', value))).toBeUndefined();
});

test.each(['RuntimeDefault', 'Localhost'])('allows the type %s', (type) => {
  expect(violationOf(appArmorProfile, 'latest', containersOf({ appArmorProfile: { type } }))).toBeUndefined();
});
