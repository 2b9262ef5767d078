// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatewayRoutesFromAll } from './gateway-routes-from-all.ts';

test('an empty selector is all', () => {
  const listeners = [{ name: 'a', allowedRoutes: { namespaces: { from: 'Selector', selector: {} } } }];
  const object = objectOf({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'a' }, spec: { listeners } });
  expect(evaluateOn(gatewayRoutesFromAll, [object]).findings.map(({ path }) => path)).toEqual([
    '/spec/listeners/0/allowedRoutes/namespaces/selector',
  ]);
});
