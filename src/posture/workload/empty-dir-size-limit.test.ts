// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { emptyDirSizeLimit } from './empty-dir-size-limit.ts';

test('other volumes are not scratch space', () => {
  const volumes = [
    { name: 'a', configMap: { name: 'a' } },
    { name: 'b', ephemeral: { volumeClaimTemplate: { spec: {} } } },
  ];
  expect(pathsFound(emptyDirSizeLimit, { volumes })).toEqual([]);
});

test('null is an emptyDir too', () => {
  expect(pathsFound(emptyDirSizeLimit, { volumes: [{ name: 'a', emptyDir: null }] })).toEqual(['/spec/volumes/0/emptyDir']);
});

test('disk is bounded only where every container has a limit', () => {
  const limited = { name: 'a', image: 'a', resources: { limits: { 'ephemeral-storage': '1Gi' } } };
  const volumes = [{ name: 'tmp', emptyDir: {} }];
  expect(pathsFound(emptyDirSizeLimit, { containers: [limited], volumes })).toEqual([]);
  expect(pathsFound(emptyDirSizeLimit, { containers: [limited, { name: 'b', image: 'b' }], volumes })).toEqual([
    '/spec/volumes/0/emptyDir',
  ]);
});

test('memory is told apart from disk', () => {
  const { findings } = evaluateOn(emptyDirSizeLimit, [podOf({ volumes: [{ name: 'a', emptyDir: { medium: 'Memory' } }] })]);
  expect(findings.map(({ reason }) => reason)).toEqual(['emptyDir in memory has no size limit']);
});
