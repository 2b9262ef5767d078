// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { externalSecretRotation } from './external-secret-rotation.ts';

test.each([
  ['rotated.key', 1],
  ['rotary-press', 0],
])('%s', (name, count) => {
  const secret = objectOf({ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name }, spec: {} });
  expect(evaluateOn(externalSecretRotation, [secret]).findings).toHaveLength(count);
});
