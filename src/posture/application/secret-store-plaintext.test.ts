// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { secretStorePlaintext } from './secret-store-plaintext.ts';

const details = (server: string) => {
  const spec = { provider: { vault: { server } } };
  const object = objectOf({ apiVersion: 'external-secrets.io/v1', kind: 'SecretStore', metadata: { name: 'a' }, spec });
  return evaluateOn(secretStorePlaintext, [object]).findings.map(({ detail }) => detail);
};

test('a sidecar on the same pod needs none, and no password is told', () => {
  expect(details('http://127.0.0.1:8200')).toEqual([]);
  expect(details('HTTP://localhost')).toEqual([]);
  expect(details('http://user:hunter2@vault:8200')).toEqual(['server is an http address of vault']);
});
