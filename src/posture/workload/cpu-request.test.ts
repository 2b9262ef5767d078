// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { cpuRequest } from './cpu-request.ts';

const bare = { name: 'a', image: 'a' };

test('sidecars count, other init containers do not', () => {
  const spec = { initContainers: [bare, { ...bare, restartPolicy: 'Always' }] };
  expect(pathsFound(cpuRequest, spec)).toEqual(['/spec/initContainers/1']);
});

test('a limit implies the request, but not beside a request of 0', () => {
  expect(pathsFound(cpuRequest, { containers: [{ ...bare, resources: { limits: { cpu: 1 } } }] })).toEqual([]);
  const zero = { ...bare, resources: { requests: { cpu: '0' }, limits: { cpu: 1 } } };
  expect(pathsFound(cpuRequest, { containers: [zero] })).toEqual(['/spec/containers/0/resources/requests/cpu']);
});
