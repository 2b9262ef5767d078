// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { vaultStoreSharedMount } from './vault-store-shared-mount.ts';

test('a trailing slash changes nothing', () => {
  const spec = { provider: { vault: { path: 'kv/' } } };
  const store = objectOf({ apiVersion: 'external-secrets.io/v1', kind: 'ClusterSecretStore', metadata: { name: 'a' }, spec });
  expect(evaluateOn(vaultStoreSharedMount, [store]).findings).toHaveLength(1);
});
