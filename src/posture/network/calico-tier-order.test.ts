// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { calicoTierOrder } from './calico-tier-order.ts';

test('the tiers that Calico makes are its own affair', () => {
  const tier = (name: string) =>
    objectOf({ apiVersion: 'crd.projectcalico.org/v1', kind: 'Tier', metadata: { name }, spec: { order: 1_000_000 } });
  expect(evaluateOn(calicoTierOrder, [tier('default'), tier('security')]).findings.map(({ object }) => object.name)).toEqual(['security']);
});
