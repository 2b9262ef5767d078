// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { buildInventory } from '../../model/inventory.ts';
import { newestKubernetes } from '../../model/version.ts';
import { objectOf, testTime } from '../testing.ts';
import { persistentVolumeHostPath } from './persistent-volume-host-path.ts';
import { persistentVolumeSensitivePath } from './persistent-volume-sensitive-path.ts';

test('a sensitive path is told once', () => {
  const body = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'a' }, spec: { hostPath: { path: '/etc' } } };
  const inventory = buildInventory({ objects: [objectOf(body)], problems: [], passedOver: 0 }, newestKubernetes);
  const { findings } = evaluate(inventory, [persistentVolumeHostPath, persistentVolumeSensitivePath], testTime);
  expect(findings.filter(({ sameCauseAs }) => sameCauseAs === undefined).map(({ check }) => check)).toEqual([
    'persistent-volume-sensitive-path',
  ]);
});
