// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { podSecurityTemplatesUnwatched } from './pod-security-templates-unwatched.ts';

const found = (levels: Readonly<Record<string, string>>) => {
  const labels = Object.fromEntries(Object.entries(levels).map(([mode, level]) => [`pod-security.kubernetes.io/${mode}`, level]));
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', labels } };
  return evaluateOn(podSecurityTemplatesUnwatched, [objectOf(body)]).findings.length;
};

test.each<[Readonly<Record<string, string>>, number]>([
  [{}, 0],
  [{ enforce: 'privileged' }, 0],
  [{ enforce: 'baseline' }, 1],
  [{ enforce: 'baseline', audit: 'restricted' }, 0],
  [{ enforce: 'restricted', audit: 'baseline', warn: 'restricted' }, 0],
  [{ enforce: 'restricted', audit: 'baseline', warn: 'baseline' }, 1],
  [{ audit: 'restricted', warn: 'restricted' }, 0],
])('%j', (levels, count) => {
  expect(found(levels)).toBe(count);
});
