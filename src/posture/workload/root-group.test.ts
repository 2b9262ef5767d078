// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { rootGroup } from './root-group.ts';

const api = { name: 'api', image: 'api' };

test('a container’s own group stands before the pod’s', () => {
  const containers = [{ ...api, securityContext: { runAsGroup: 10_001 } }];
  expect(pathsFound(rootGroup, { securityContext: { runAsGroup: 0 }, containers })).toEqual([]);
});

test('a null in the list is group 0, as Kubernetes reads it', () => {
  expect(pathsFound(rootGroup, { securityContext: { supplementalGroups: [1, null] }, containers: [api] })).toEqual([
    '/spec/securityContext/supplementalGroups/1',
  ]);
});

test('nothing said is not a fault', () => {
  expect(pathsFound(rootGroup, { containers: [api] })).toEqual([]);
});
