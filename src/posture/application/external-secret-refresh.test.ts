// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { externalSecretRefresh } from './external-secret-refresh.ts';

test.each([
  ['299s', 1],
  ['5m', 0],
  ['24h', 0],
  ['720h', 1],
  ['soon', 0],
])('%s', (refreshInterval, count) => {
  const secret = objectOf({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'a' },
    spec: { refreshInterval },
  });
  expect(evaluateOn(externalSecretRefresh, [secret]).findings).toHaveLength(count);
});
