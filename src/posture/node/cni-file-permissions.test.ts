// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { nodeWith, verdicts } from '../facts/component-testing.ts';
import { cniFilePermissions } from './cni-file-permissions.ts';

test('narrower modes pass, special bits do not matter', () => {
  for (const mode of ['0400', '400', '2600'])
    expect(verdicts(cniFilePermissions, nodeWith({ path: '/etc/cni/net.d/10-calico.conflist', mode })), mode).toEqual([]);
});

test('a mode that was not seen is unknown', () => {
  for (const mode of ['', 'rw-------', 384])
    expect(verdicts(cniFilePermissions, nodeWith({ path: '/etc/cni/net.d/10-calico.conflist', mode }))).toEqual(['unknown /files/0/mode']);
});
