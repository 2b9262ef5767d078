// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { podSecurityModeBelowEnforce } from './pod-security-mode-below-enforce.ts';

const found = (levels: Readonly<Record<string, string>>) => {
  const labels = Object.fromEntries(Object.entries(levels).map(([mode, level]) => [`pod-security.kubernetes.io/${mode}`, level]));
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', labels } };
  return evaluateOn(podSecurityModeBelowEnforce, [objectOf(body)]).findings.map(({ reason }) => reason);
};

test('stricter, absent and invalid levels are no fault of this kind', () => {
  expect(found({ enforce: 'baseline', warn: 'restricted', audit: 'baseline' })).toEqual([]);
  expect(found({ enforce: 'baseline', warn: 'Restricted' })).toEqual([]);
  expect(found({ warn: 'baseline', audit: 'privileged' })).toEqual([]);
  expect(found({ enforce: 'baseline', warn: 'privileged', audit: 'privileged' })).toEqual([
    'audit is below enforce',
    'warn is below enforce',
  ]);
});
