// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { readOnlyRootFilesystem } from './read-only-root-filesystem.ts';

test('init containers count, ephemeral containers do not', () => {
  const container = { name: 'a', image: 'a' };
  expect(pathsFound(readOnlyRootFilesystem, { initContainers: [container], ephemeralContainers: [container] })).toEqual([
    '/spec/initContainers/0',
  ]);
});

test('a field of a wrong type never passes', () => {
  const { findings, tallies } = evaluateOn(readOnlyRootFilesystem, [
    podOf({ hostNetwork: 'yes please', containers: [{ name: 'a', image: 'a', securityContext: { readOnlyRootFilesystem: true } }] }),
  ]);
  expect(findings.map(({ verdict }) => verdict)).toEqual(['unknown']);
  expect(tallies.get('read-only-root-filesystem')).toEqual({ pass: 0, fail: 0, unknown: 1 });
});

test('Windows pods are not applicable', () => {
  const { tallies } = evaluateOn(readOnlyRootFilesystem, [podOf({ os: { name: 'windows' }, containers: [{ name: 'a', image: 'a' }] })]);
  expect(tallies.get('read-only-root-filesystem')).toEqual({ pass: 0, fail: 0, unknown: 0 });
});
