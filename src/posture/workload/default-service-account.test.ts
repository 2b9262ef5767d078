// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf, pathsFound, podOf } from '../testing.ts';
import { defaultServiceAccount } from './default-service-account.ts';

test('an empty name is default, and serviceAccountName wins', () => {
  expect(pathsFound(defaultServiceAccount, { serviceAccountName: '', serviceAccount: '' })).toEqual(['/spec/serviceAccountName']);
  expect(pathsFound(defaultServiceAccount, { serviceAccountName: 'default', serviceAccount: 'api' })).toEqual(['/spec/serviceAccountName']);
});

test('the default ServiceAccount may opt out for all', () => {
  const account = objectOf({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: 'shop' },
    automountServiceAccountToken: false,
  });
  expect(evaluateOn(defaultServiceAccount, [podOf({}, { namespace: 'shop' }), account]).findings).toEqual([]);
  expect(evaluateOn(defaultServiceAccount, [podOf({}, { namespace: 'data' }), account]).findings).toHaveLength(1);
});
