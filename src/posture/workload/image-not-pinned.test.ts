// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { imageNotPinned } from './image-not-pinned.ts';

test('any digest algorithm pins, any tag does not', () => {
  const images = [`a@sha256:${'0'.repeat(64)}`, `a@sha512:${'0'.repeat(128)}`, 'a:1.2.3'];
  expect(pathsFound(imageNotPinned, { containers: images.map((image) => ({ name: 'a', image })) })).toEqual(['/spec/containers/2/image']);
});
