// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerAlwaysPullImages } from './api-server-always-pull-images.ts';

test('a list is the sum of its flags', () => {
  expect(
    verdicts(
      apiServerAlwaysPullImages,
      staticPod('kube-apiserver', '--enable-admission-plugins=AlwaysPullImages', '--enable-admission-plugins=Other'),
    ),
  ).toEqual([]);
});

test('part of a name is not the name', () => {
  expect(verdicts(apiServerAlwaysPullImages, staticPod('kube-apiserver', '--enable-admission-plugins=AlwaysPullImagess'))).toEqual([
    'fail /spec/containers/0/command/1',
  ]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(apiServerAlwaysPullImages, staticPod('sh', '-c', 'exec kube-apiserver $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
