// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { externalSecretTakesAll } from './external-secret-takes-all.ts';

test.each([
  [{ name: { regexp: '^.+$' } }, 1],
  [{ path: '/', name: { regexp: '.*' } }, 1],
  [{ tags: { team: 'shop' }, name: { regexp: '.*' } }, 0],
  [{ name: { regexp: '.*-db' } }, 0],
])('%j', (find, count) => {
  const object = objectOf({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'a' },
    spec: { dataFrom: [{ find }] },
  });
  expect(evaluateOn(externalSecretTakesAll, [object]).findings).toHaveLength(count);
});
