// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { apiServerAdmissionPluginRemoved } from './api-server-admission-plugin-removed.ts';

const found = (flags: readonly string[], version?: string) =>
  pathsFound(apiServerAdmissionPluginRemoved, { containers: [{ name: 'a', image: 'a', command: ['kube-apiserver', ...flags] }] }, version);

test('lists are taken together', () => {
  const flags = ['--enable-admission-plugins=NodeRestriction', '--enable-admission-plugins=PodSecurityPolicy,SecurityContextDeny'];
  expect(found(flags)).toEqual(['/spec/containers/0/command/2', '/spec/containers/0/command/2']);
  expect(found(flags, '1.29')).toHaveLength(1);
  expect(found(flags, '1.24')).toEqual([]);
});
