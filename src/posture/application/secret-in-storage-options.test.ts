// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { secretInStorageOptions } from './secret-in-storage-options.ts';

test('the old heketi parameters', () => {
  const parameters = {
    resturl: 'http://10.0.0.1:8081',
    restuser: 'admin',
    restuserkey: 'hunter2hunter2',
    secretName: 'heketi',
    userSecretKey: 'x1hunter2',
  };
  const object = objectOf({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'a' }, parameters });
  const { findings } = evaluateOn(secretInStorageOptions, [object]);
  expect(findings.map(({ path }) => path)).toEqual(['/parameters/userSecretKey']);
});
