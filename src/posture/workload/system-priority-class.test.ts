// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { systemPriorityClass } from './system-priority-class.ts';

test('a class whose name only begins alike is another class', () => {
  expect(pathsFound(systemPriorityClass, { priorityClassName: 'system-node-critical-2', containers: [] })).toEqual([]);
});
