// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { redact } from '../../model/redact.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { encryptionKeyInvalid } from './encryption-key-invalid.ts';

const bytes = (length: number) => btoa('k'.repeat(length));

test.each<[string, string, number]>([
  ['aescbc', bytes(32), 0],
  ['aescbc', bytes(16), 0],
  ['aesgcm', bytes(24), 0],
  ['aescbc', bytes(31), 1],
  ['secretbox', bytes(32), 0],
  ['secretbox', bytes(16), 1],
  ['aescbc', '', 1],
  ['aescbc', 'CHANGE_ME', 1],
])('%s with %j', (provider, secret, count) => {
  const body = {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'EncryptionConfiguration',
    resources: [{ resources: ['secrets'], providers: [{ [provider]: { keys: [{ name: 'a', secret }] } }] }],
  };
  for (const seen of [body, redact(body)]) {
    const { findings } = evaluateOn(encryptionKeyInvalid, [objectOf(seen)]);
    expect(findings).toHaveLength(count);
    if (secret !== '') expect(JSON.stringify(findings)).not.toContain(secret);
  }
});
