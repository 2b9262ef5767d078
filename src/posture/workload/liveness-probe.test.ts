// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { livenessProbe } from './liveness-probe.ts';

test('sidecars keep running, other init containers and ephemeral ones do not', () => {
  const spec = { initContainers: [{ name: 'i' }, { name: 's', restartPolicy: 'Always' }], ephemeralContainers: [{ name: 'e' }] };
  expect(pathsFound(livenessProbe, spec)).toEqual(['/spec/initContainers/1']);
});

test('a Pod that runs once is not asked', () => {
  expect(pathsFound(livenessProbe, { restartPolicy: 'Never', containers: [{ name: 'a' }] })).toEqual([]);
});
