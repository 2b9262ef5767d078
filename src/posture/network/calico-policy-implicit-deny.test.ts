// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { calicoPolicyImplicitDeny } from './calico-policy-implicit-deny.ts';

test('an action that is none is no denial', () => {
  const policy = (action: unknown) =>
    objectOf({
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalNetworkPolicy',
      metadata: { name: 'a' },
      spec: { egress: [{ action: 'Allow' }, { action: String(action) }] },
    });
  expect(evaluateOn(calicoPolicyImplicitDeny, [policy('Log')]).findings).toHaveLength(1);
  expect(evaluateOn(calicoPolicyImplicitDeny, [policy('Pass')]).findings).toEqual([]);
});
