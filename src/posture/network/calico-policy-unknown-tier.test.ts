// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { calicoPolicyUnknownTier } from './calico-policy-unknown-tier.ts';

test.each(['default', 'kube-admin', 'platform'])('tier %s', (tier) => {
  const apiVersion = 'projectcalico.org/v3';
  const other = objectOf({ apiVersion, kind: 'Tier', metadata: { name: 'security' } });
  const policy = objectOf({ apiVersion, kind: 'NetworkPolicy', metadata: { name: 'a', namespace: 'shop' }, spec: { tier } });
  expect(evaluateOn(calicoPolicyUnknownTier, [policy, other]).findings).toHaveLength(tier === 'platform' ? 1 : 0);
});
