// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { calicoSelectorInvalid } from './calico-selector-invalid.ts';

test('selectors of service accounts and of staged policies are read too', () => {
  const policy = objectOf({
    apiVersion: 'projectcalico.org/v3',
    kind: 'StagedNetworkPolicy',
    metadata: { name: 'a' },
    spec: { egress: [{ action: 'Allow', destination: { serviceAccounts: { selector: 'app' } } }] },
  });
  expect(evaluateOn(calicoSelectorInvalid, [policy]).findings.map(({ path }) => path)).toEqual([
    '/spec/egress/0/destination/serviceAccounts/selector',
  ]);
});
