// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { vaultSecretVersion } from './vault-secret-version.ts';

test('nothing is said of a store of another namespace', () => {
  const apiVersion = 'external-secrets.io/v1';
  const data = [{ secretKey: 'a', remoteRef: { key: 'a', version: 'latest' } }];
  const secret = objectOf({
    apiVersion,
    kind: 'ExternalSecret',
    metadata: { name: 'a', namespace: 'b' },
    spec: { secretStoreRef: { name: 'v' }, data },
  });
  const store = objectOf({ apiVersion, kind: 'SecretStore', metadata: { name: 'v', namespace: 'c' }, spec: { provider: { vault: {} } } });
  expect(evaluateOn(vaultSecretVersion, [secret, store]).tallies.get('vault-secret-version')).toEqual({ pass: 0, fail: 0, unknown: 0 });
});
