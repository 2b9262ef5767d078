// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf, pathsFound } from '../testing.ts';
import { secretSubPath } from './secret-sub-path.ts';

const podSpec = (volume: JsonObject, mount: JsonObject = { subPath: 'a' }) => ({
  containers: [{ name: 'a', image: 'a', volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }] }],
  volumes: [{ name: 'v', ...volume }],
});

test.each([
  { secret: { secretName: 's' } },
  { projected: { sources: [{ configMap: { name: 'c' } }, { secret: { name: 's' } }] } },
  { csi: { driver: 'secrets-store.csi.k8s.io' } },
])('%j holds a Secret', (volume) => {
  expect(pathsFound(secretSubPath, podSpec(volume))).toEqual(['/spec/containers/0/volumeMounts/0/subPath']);
  expect(pathsFound(secretSubPath, podSpec(volume, { subPath: '' }))).toEqual([]);
});

test.each([{ configMap: { name: 'c' } }, { projected: { sources: [{ downwardAPI: {} }] } }, { csi: { driver: 'csi.example.com' } }])(
  '%j holds none',
  (volume) => {
    expect(pathsFound(secretSubPath, podSpec(volume))).toEqual([]);
  },
);

test('a Job is over before a rotation matters', () => {
  const job = objectOf({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'a' },
    spec: { template: { spec: podSpec({ secret: { secretName: 's' } }) } },
  });
  expect(evaluateOn(secretSubPath, [job]).findings).toEqual([]);
});
