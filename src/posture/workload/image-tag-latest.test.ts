// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { imageTagLatest } from './image-tag-latest.ts';

test('no tag is told apart from the tag latest, and a port is no tag', () => {
  const images = ['a', 'a:latest', 'host:5000/a', 'a:1', 'a:latest-1'];
  const { findings } = evaluateOn(imageTagLatest, [podOf({ containers: images.map((image) => ({ name: image, image })) })]);
  expect(findings.map(({ path, reason }) => [path, reason])).toEqual([
    ['/spec/containers/0/image', 'image has no tag'],
    ['/spec/containers/1/image', 'image has the tag latest'],
    ['/spec/containers/2/image', 'image has no tag'],
  ]);
});

test('ephemeral containers run images too', () => {
  const { findings } = evaluateOn(imageTagLatest, [podOf({ ephemeralContainers: [{ name: 'debug', image: 'busybox' }] })]);
  expect(findings.map(({ path }) => path)).toEqual(['/spec/ephemeralContainers/0/image']);
});
