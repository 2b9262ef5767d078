// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { googleBackendWithoutWaf } from './google-backend-without-waf.ts';

test('an empty name takes a policy away', () => {
  const config = objectOf({
    apiVersion: 'cloud.google.com/v1',
    kind: 'BackendConfig',
    metadata: { name: 'a' },
    spec: { securityPolicy: { name: '' } },
  });
  expect(evaluateOn(googleBackendWithoutWaf, [config]).findings.map(({ path }) => path)).toEqual(['/spec/securityPolicy/name']);
});
