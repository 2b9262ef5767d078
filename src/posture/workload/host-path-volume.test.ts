// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { hostPathVolume } from './host-path-volume.ts';

const volumes = [{ name: 'node', hostPath: { path: '/data' } }];
const using = { name: 'a', volumeMounts: [{ name: 'node', mountPath: '/data' }] };

test('a volume without a path counts, null does not', () => {
  expect(pathsFound(hostPathVolume, { volumes: [{ name: 'node', hostPath: {} }] })).toEqual(['/spec/volumes/0/hostPath']);
  expect(pathsFound(hostPathVolume, { volumes: [{ name: 'node', hostPath: null }] })).toEqual([]);
});

test('a volume is removed only where no container mounts it', () => {
  const remedies = [{ containers: [using] }, { initContainers: [using] }, { containers: [{ name: 'a' }] }].map(
    (spec) => evaluateOn(hostPathVolume, [podOf({ ...spec, volumes })]).findings[0]?.remedy,
  );
  expect(remedies.map((remedy) => remedy?.kind)).toEqual(['advice', 'advice', 'patch']);
  expect(remedies[2]).toMatchObject({ patch: [{ op: 'remove', path: '/spec/volumes' }] });
});
