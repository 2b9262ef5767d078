// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { calicoPortsWithoutProtocol } from './calico-ports-without-protocol.ts';

test('one fault a rule, whatever its action', () => {
  const policy = objectOf({
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkPolicy',
    metadata: { name: 'a' },
    spec: { egress: [{ action: 'Deny', source: { ports: [1] }, destination: { ports: [2] } }] },
  });
  expect(evaluateOn(calicoPortsWithoutProtocol, [policy]).findings.map(({ path }) => path)).toEqual(['/spec/egress/0/source/ports']);
});
