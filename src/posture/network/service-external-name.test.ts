// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { serviceExternalName } from './service-external-name.ts';

test.each([
  ['LOCALHOST.', true],
  ['api.security.svc', true],
  ['::1', true],
  ['svc.example.com', false],
  ['api.security.svc.example.com', false],
])('%s', (externalName, expected) => {
  const service = objectOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { type: 'ExternalName', externalName } });
  expect(evaluateOn(serviceExternalName, [service]).findings.length > 0).toBe(expected);
});
