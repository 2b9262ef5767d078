// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { serviceAccountNotFound } from './service-account-not-found.ts';

test('default is made for each namespace', () => {
  const pod = objectOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { serviceAccountName: 'default', containers: [] } });
  const account = objectOf({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'b' } });
  expect(evaluateOn(serviceAccountNotFound, [pod, account]).findings).toEqual([]);
});
