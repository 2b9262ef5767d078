// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { memoryLimit } from './memory-limit.ts';

test('an amount is a number or a text, and has to be above zero', () => {
  const paths = (memory: string | number) =>
    pathsFound(memoryLimit, { containers: [{ name: 'a', image: 'a', resources: { limits: { memory } } }] });
  for (const none of [0, '0', '0.0', '0Ki', '-1']) expect(paths(none)).toEqual(['/spec/containers/0/resources/limits/memory']);
  for (const some of [1, '0.1', '1e3', '5m']) expect(paths(some)).toEqual([]);
});
