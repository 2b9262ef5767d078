// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { nodeWith, verdicts } from '../facts/component-testing.ts';
import { kubeconfigFilePermissions } from './kubeconfig-file-permissions.ts';

test('narrower modes pass, special bits do not matter', () => {
  for (const mode of ['0400', '400', '2600'])
    expect(verdicts(kubeconfigFilePermissions, nodeWith({ path: '/etc/kubernetes/admin.conf', mode })), mode).toEqual([]);
});

test('a mode that was not seen is unknown', () => {
  for (const mode of ['', 'rw-------', 384])
    expect(verdicts(kubeconfigFilePermissions, nodeWith({ path: '/etc/kubernetes/admin.conf', mode }))).toEqual(['unknown /files/0/mode']);
});
