// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { pushSecretDeletion } from './push-secret-deletion.ts';

test('the patch says what stays', () => {
  const object = objectOf({
    apiVersion: 'external-secrets.io/v1alpha1',
    kind: 'PushSecret',
    metadata: { name: 'a' },
    spec: { deletionPolicy: 'Delete' },
  });
  expect(evaluateOn(pushSecretDeletion, [object]).findings[0]?.remedy).toMatchObject({
    kind: 'patch',
    note: expect.stringContaining('stays') as unknown,
  });
});
