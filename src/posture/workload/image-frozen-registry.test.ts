// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { imageFrozenRegistry } from './image-frozen-registry.ts';

test.each([
  ['k8s.gcr.io/pause:3.6', 1],
  ['gcr.io/google-containers/pause:3.1', 1],
  ['eu.gcr.io/google_containers/pause-amd64:3.1', 1],
  ['registry.k8s.io/pause:3.10', 0],
  ['gcr.io/google-samples/hello-app:1.0', 0],
  ['mirror.example.com/k8s.gcr.io/pause:3.6', 0],
])('%s', (image, count) => {
  expect(pathsFound(imageFrozenRegistry, { initContainers: [{ name: 'a', image }] })).toHaveLength(count);
});
