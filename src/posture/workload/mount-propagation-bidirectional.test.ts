// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { mountPropagationBidirectional } from './mount-propagation-bidirectional.ts';

test('ephemeral containers count, None does not', () => {
  const mounts = ['None', 'Bidirectional'].map((mountPropagation) => ({ name: 'v', mountPath: `/${mountPropagation}`, mountPropagation }));
  expect(pathsFound(mountPropagationBidirectional, { ephemeralContainers: [{ name: 'a', volumeMounts: mounts }] })).toEqual([
    '/spec/ephemeralContainers/0/volumeMounts/1/mountPropagation',
  ]);
});
