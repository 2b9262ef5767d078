// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { restrictedVolumeType } from './restricted-volume-type.ts';

test('a type that nobody knows is not allowed, one that is absent is', () => {
  expect(pathsFound(restrictedVolumeType, { volumes: [{ name: 'a' }, { name: 'b', floppy: {} }, { name: 'c', nfs: null }] })).toEqual([
    '/spec/volumes/1/floppy',
  ]);
});

test('each finding names its own volume', () => {
  const volumes = [
    { name: 'a', nfs: {} },
    { name: 'b', iscsi: {} },
    { name: 'c', hostPath: { path: '/' } },
  ];
  const { findings } = evaluateOn(restrictedVolumeType, [podOf({ volumes })]);
  expect(findings.map(({ detail }) => detail)).toEqual([
    'volume "a" uses restricted volume type "nfs"',
    'volume "b" uses restricted volume type "iscsi"',
  ]);
});

test('the advice for gitRepo is its own', () => {
  const volumeMounts = [{ name: 'a', mountPath: '/a' }];
  const [git, nfs] = [{ gitRepo: {} }, { nfs: {} }].map((source) => {
    const pod = podOf({ containers: [{ name: 'api', volumeMounts }], volumes: [{ name: 'a', ...source }] });
    return evaluateOn(restrictedVolumeType, [pod]).findings[0]?.remedy;
  });
  expect([git?.kind, nfs?.kind]).toEqual(['advice', 'advice']);
  expect(git).not.toEqual(nfs);
});
