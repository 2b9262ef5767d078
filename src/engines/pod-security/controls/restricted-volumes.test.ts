// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { violationOf } from '../testing.ts';
import { restrictedVolumes } from './restricted-volumes.ts';

test('names volumes, and types once', () => {
  const volumes = [
    { name: 'a', nfs: {} },
    { name: 'b', secret: {} },
    { name: 'c', hostPath: {} },
    { name: 'd', nfs: {} },
  ];
  expect(violationOf(restrictedVolumes, 'v1.0', { volumes })).toEqual({
    reason: 'restricted volume types',
    detail: 'volumes "a", "c", "d" use restricted volume types "hostPath", "nfs"',
    paths: ['/spec/volumes/0/nfs', '/spec/volumes/2/hostPath', '/spec/volumes/3/nfs'],
  });
});

test('a type that Kubernetes does not know is unknown', () => {
  expect(violationOf(restrictedVolumes, 'latest', { volumes: [{ name: 'a', novel: {} }] })).toMatchObject({
    detail: 'volume "a" uses restricted volume type "unknown"',
    paths: ['/spec/volumes/0/novel'],
  });
});

test.each(['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'])(
  'allows %s at every version',
  (type) => {
    expect(violationOf(restrictedVolumes, 'v1.0', { volumes: [{ name: 'a', [type]: {} }] })).toBeUndefined();
  },
);

test('allows a volume without a source, which becomes an emptyDir', () => {
  expect(violationOf(restrictedVolumes, 'latest', { volumes: [{ name: 'a', hostPath: null }] })).toBeUndefined();
});
