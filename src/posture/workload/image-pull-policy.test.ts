// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { imagePullPolicy } from './image-pull-policy.ts';

const paths = (image: string, policy?: string) =>
  pathsFound(imagePullPolicy, { containers: [{ name: 'a', image, ...(policy === undefined ? {} : { imagePullPolicy: policy }) }] });

test.each(['a:stable', 'a:main', 'a:nightly-20260101', 'a:1-SNAPSHOT', 'a:latest-1'])('%s moves', (image) => {
  expect(paths(image)).toEqual(['/spec/containers/0']);
  expect(paths(image, '')).toEqual(['/spec/containers/0/imagePullPolicy']);
  expect(paths(image, 'Always')).toEqual([]);
});

test.each(['a:1', 'a:v1.2.3-alpine', 'a:20260101', 'a:3f2a9c1'])('%s names a version', (image) => {
  expect(paths(image)).toEqual([]);
  expect(paths(image, 'Never')).toEqual(['/spec/containers/0/imagePullPolicy']);
});

test('latest is always pulled by default', () => {
  expect(paths('a')).toEqual([]);
  expect(paths('a:latest', 'IfNotPresent')).toEqual(['/spec/containers/0/imagePullPolicy']);
});
