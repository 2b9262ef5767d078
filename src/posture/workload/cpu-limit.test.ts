// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { cpuLimit } from './cpu-limit.ts';

const paths = (cpu: string | number) => pathsFound(cpuLimit, { containers: [{ name: 'a', image: 'a', resources: { limits: { cpu } } }] });

test('an amount is a number or a text, and has to be above zero', () => {
  for (const none of [0, '0', '0.0', '0Ki', '-1']) expect(paths(none)).toEqual(['/spec/containers/0/resources/limits/cpu']);
  for (const some of [1, '0.1', '1e3', '5m']) expect(paths(some)).toEqual([]);
});
