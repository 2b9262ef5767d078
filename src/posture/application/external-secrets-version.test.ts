// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { externalSecretsVersion } from './external-secrets-version.ts';

test('stores of the cluster count', () => {
  const store = objectOf({ apiVersion: 'external-secrets.io/v1beta1', kind: 'ClusterSecretStore', metadata: { name: 'a' } });
  expect(evaluateOn(externalSecretsVersion, [store]).findings.map(({ path }) => path)).toEqual(['/apiVersion']);
});
