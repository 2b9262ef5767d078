// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { vaultStoreCa } from './vault-store-ca.ts';

test.each([
  ['https://example.vault.hashicorp.cloud:8200', 0],
  ['https://vault.hashicorp.cloud.example.com', 1],
])('%s', (server, count) => {
  const spec = { provider: { vault: { server } } };
  const store = objectOf({ apiVersion: 'external-secrets.io/v1', kind: 'SecretStore', metadata: { name: 'a' }, spec });
  expect(evaluateOn(vaultStoreCa, [store]).findings).toHaveLength(count);
});
