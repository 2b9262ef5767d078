// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { shareProcessNamespace } from './share-process-namespace.ts';

test('Windows pods are not applicable', () => {
  const { tallies } = evaluateOn(shareProcessNamespace, [podOf({ os: { name: 'windows' }, containers: [{ name: 'a', image: 'a' }] })]);
  expect(tallies.get('share-process-namespace')).toEqual({ pass: 0, fail: 0, unknown: 0 });
});
