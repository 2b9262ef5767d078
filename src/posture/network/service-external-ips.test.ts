// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { serviceExternalIps } from './service-external-ips.ts';

test('the detail names the addresses', () => {
  const service = objectOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { externalIPs: ['1.1.1.1', '9.9.9.9'] } });
  expect(evaluateOn(serviceExternalIps, [service]).findings.map(({ detail }) => detail)).toEqual([
    'nodes take what goes to 1.1.1.1, 9.9.9.9 for this Service',
  ]);
});
