// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { serviceLinks } from './service-links.ts';

test('only false is off', () => {
  expect(pathsFound(serviceLinks, {})).toEqual(['/spec']);
  expect(pathsFound(serviceLinks, { enableServiceLinks: null })).toEqual(['/spec/enableServiceLinks']);
  expect(pathsFound(serviceLinks, { enableServiceLinks: false })).toEqual([]);
});
