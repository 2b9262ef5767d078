// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { secretStoreStaticCredential } from './secret-store-static-credential.ts';

test.each([
  [{ gcpsm: { projectID: 'a', auth: { secretRef: { secretAccessKeySecretRef: { name: 'a' } } } } }, 1],
  [{ gcpsm: { projectID: 'a', auth: { workloadIdentity: {} } } }, 0],
  [{ vault: { auth: null } }, 0],
])('%j', (provider, count) => {
  const object = objectOf({ apiVersion: 'external-secrets.io/v1', kind: 'SecretStore', metadata: { name: 'a' }, spec: { provider } });
  expect(evaluateOn(secretStoreStaticCredential, [object]).findings).toHaveLength(count);
});
