// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { memoryRequest } from './memory-request.ts';

const bare = { name: 'a', image: 'a' };

test('sidecars count, other init containers do not', () => {
  const spec = { initContainers: [bare, { ...bare, restartPolicy: 'Always' }] };
  expect(pathsFound(memoryRequest, spec)).toEqual(['/spec/initContainers/1']);
});

test('a limit implies the request, but not beside a request of 0', () => {
  expect(pathsFound(memoryRequest, { containers: [{ ...bare, resources: { limits: { memory: 1 } } }] })).toEqual([]);
  const zero = { ...bare, resources: { requests: { memory: '0' }, limits: { memory: 1 } } };
  expect(pathsFound(memoryRequest, { containers: [zero] })).toEqual(['/spec/containers/0/resources/requests/memory']);
});
