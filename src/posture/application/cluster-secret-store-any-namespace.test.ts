// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { clusterSecretStoreAnyNamespace } from './cluster-secret-store-any-namespace.ts';

const found = (spec: object) => {
  const object = objectOf({
    apiVersion: 'external-secrets.io/v1beta1',
    kind: 'ClusterSecretStore',
    metadata: { name: 'a' },
    spec: { ...spec },
  });
  return evaluateOn(clusterSecretStoreAnyNamespace, [object]).findings.length;
};

test.each([
  ['.*', 1],
  ['^shop-.*', 0],
])('the pattern %s', (pattern, count) => {
  expect(found({ conditions: [{ namespaceRegexes: [pattern] }] })).toBe(count);
});

test('the provider of tests holds no secrets', () => {
  expect(found({ provider: { fake: { data: [] } } })).toBe(0);
});
