// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { ephemeralStorageLimit } from './ephemeral-storage-limit.ts';

const locked = { name: 'a', image: 'a', securityContext: { readOnlyRootFilesystem: true } };

test('nothing grows behind a read-only root without an unbounded emptyDir', () => {
  const spec = {
    containers: [
      { ...locked, volumeMounts: [{ name: 'data', mountPath: '/data' }] },
      { ...locked, volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
    ],
    volumes: [
      { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
      { name: 'tmp', emptyDir: {} },
    ],
  };
  expect(pathsFound(ephemeralStorageLimit, spec)).toEqual(['/spec/containers/1']);
});

test('the resources of the pod know no ephemeral storage', () => {
  const spec = { resources: { limits: { 'ephemeral-storage': '1Gi' } }, containers: [{ name: 'a', image: 'a' }] };
  expect(pathsFound(ephemeralStorageLimit, spec)).toEqual(['/spec/containers/0']);
});
