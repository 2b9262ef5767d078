// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { externalSecretDeletion } from './external-secret-deletion.ts';

test.each([
  ['Merge', 'Merge', []],
  ['None', 'Merge', ['the operator refuses it']],
  ['Merge', 'Delete', ['the operator refuses it']],
])('creationPolicy %s and deletionPolicy %s', (creationPolicy, deletionPolicy, expected) => {
  const spec = { externalSecretSpec: { target: { creationPolicy, deletionPolicy } } };
  const object = objectOf({ apiVersion: 'external-secrets.io/v1', kind: 'ClusterExternalSecret', metadata: { name: 'a' }, spec });
  expect(evaluateOn(externalSecretDeletion, [object]).findings.map(({ reason }) => reason)).toEqual(expected);
});
