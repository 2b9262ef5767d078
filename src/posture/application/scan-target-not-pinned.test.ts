// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { scanTargetNotPinned } from './scan-target-not-pinned.ts';

test.each([
  [['image', '--severity', 'HIGH', 'api:1'], 1],
  [['image', '--input', '/images/api.tar'], 0],
  [['image', '--severity', 'HIGH'], 0],
  [['image', '$(FROM_SECRET)'], 0],
])('%j', (args, count) => {
  const spec = { containers: [{ name: 'a', image: 'aquasec/trivy:0.68.1', args }] };
  expect(
    evaluateOn(scanTargetNotPinned, [objectOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec })]).findings,
  ).toHaveLength(count);
});
