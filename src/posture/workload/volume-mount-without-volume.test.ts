// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { volumeMountWithoutVolume } from './volume-mount-without-volume.ts';

const container = { name: 'db', image: 'db', volumeMounts: [{ name: 'data', mountPath: '/data' }] };

test('claims of a StatefulSet are volumes', () => {
  const body = (volumeClaimTemplates: readonly { metadata: { name: string } }[]) =>
    objectOf({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db' },
      spec: { template: { spec: { initContainers: [container], containers: [container] } }, volumeClaimTemplates },
    });
  expect(evaluateOn(volumeMountWithoutVolume, [body([{ metadata: { name: 'data' } }])]).findings).toEqual([]);
  expect(evaluateOn(volumeMountWithoutVolume, [body([])]).findings.map(({ path }) => path)).toEqual(['/spec/template/spec']);
});
