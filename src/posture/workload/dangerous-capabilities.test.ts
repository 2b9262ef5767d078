// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { dangerousCapabilities } from './dangerous-capabilities.ts';

const evidence = (...add: string[]) =>
  evaluateOn(dangerousCapabilities, [
    podOf({ ephemeralContainers: [{ name: 'a', securityContext: { capabilities: { add } } }] }),
  ]).findings.map((finding) => finding.evidence);

test('spelling does not matter, ephemeral containers count', () => {
  expect(evidence('cap_sys_admin', 'Bpf', 'CAP_All')).toEqual(['SYS_ADMIN', 'BPF', 'ALL']);
});

test('what the default set or a harmless limit holds stays silent', () => {
  expect(evidence('CHOWN', 'NET_RAW', 'IPC_LOCK', 'SYS_RESOURCE', 'SYS_ADMINISTRATOR', '')).toEqual([]);
});
