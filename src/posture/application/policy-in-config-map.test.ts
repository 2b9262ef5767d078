// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { policyInConfigMap } from './policy-in-config-map.ts';

test('constraints have kinds of their own', () => {
  const data = { 'a.yaml': 'apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: K8sRequiredLabels\nmetadata: {name: a}\nspec: {}\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(policyInConfigMap, [map]).findings).toHaveLength(1);
});
