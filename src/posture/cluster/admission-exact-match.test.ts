// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { admissionExactMatch } from './admission-exact-match.ts';

test('one rule with listed versions is enough', () => {
  const rule = { apiGroups: [''], operations: ['*'], resources: ['pods'] };
  const rules = [
    { ...rule, apiVersions: ['*'] },
    { ...rule, apiVersions: ['v1'] },
  ];
  const webhooks = [{ name: 'a', matchPolicy: 'Exact', rules }];
  const kind = 'ValidatingWebhookConfiguration';
  const object = objectOf({ apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: { name: 'a' }, webhooks });
  expect(evaluateOn(admissionExactMatch, [object]).findings).toHaveLength(1);
});
