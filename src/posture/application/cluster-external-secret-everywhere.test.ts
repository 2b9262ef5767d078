// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { clusterExternalSecretEverywhere } from './cluster-external-secret-everywhere.ts';

test('the older field counts, and names alone select no more than they say', () => {
  const found = (spec: object) => {
    const object = objectOf({
      apiVersion: 'external-secrets.io/v1beta1',
      kind: 'ClusterExternalSecret',
      metadata: { name: 'a' },
      spec: { ...spec },
    });
    return evaluateOn(clusterExternalSecretEverywhere, [object]).findings.length;
  };
  expect(found({ namespaceSelector: {} })).toBe(1);
  expect(found({ namespaces: ['shop'] })).toBe(0);
});
