// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { secretStoreLiteralCredential } from './secret-store-literal-credential.ts';

test('what is said of it never holds it', () => {
  const spec = { provider: { vault: { server: 'https://vault', auth: { token: 'hvs.aB3dE5gHaB3dE5gHaB3dE5gH' } } } };
  const object = objectOf({ apiVersion: 'external-secrets.io/v1', kind: 'SecretStore', metadata: { name: 'a' }, spec });
  const { findings } = evaluateOn(secretStoreLiteralCredential, [object]);
  expect(findings).toMatchObject([{ path: '/spec/provider/vault/auth/token', confidential: true }]);
  expect(JSON.stringify(findings)).not.toContain('aB3dE5gH');
});
