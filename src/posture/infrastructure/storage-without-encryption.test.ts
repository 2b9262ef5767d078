// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { storageWithoutEncryption } from './storage-without-encryption.ts';

test('mount options of a class stand at its top', () => {
  const body = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'a' }, mountOptions: ['sec=none', 'nolock'] };
  expect(evaluateOn(storageWithoutEncryption, [objectOf(body)]).findings.map(({ path }) => path)).toEqual(['/mountOptions/0']);
});
