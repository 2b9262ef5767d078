// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { scanCacheThrownAway } from './scan-cache-thrown-away.ts';

test('another emptyDir is none of its business', () => {
  const containers = [
    { name: 'a', image: 'aquasec/trivy:0.68.1', args: ['image', 'a'], volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
  ];
  const spec = { template: { spec: { containers, volumes: [{ name: 'tmp', emptyDir: {} }] } } };
  expect(
    evaluateOn(scanCacheThrownAway, [objectOf({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'a' }, spec })]).findings,
  ).toEqual([]);
});
