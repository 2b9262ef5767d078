// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { vaultStoreAudience } from './vault-store-audience.ts';

test('an empty list of audiences is none', () => {
  const spec = { provider: { vault: { auth: { kubernetes: { serviceAccountRef: { name: 'a', audiences: [] } } } } } };
  const store = objectOf({ apiVersion: 'external-secrets.io/v1', kind: 'ClusterSecretStore', metadata: { name: 'a' }, spec });
  expect(evaluateOn(vaultStoreAudience, [store]).findings).toHaveLength(1);
});
