// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { hostNamespaces } from './host-namespaces.ts';

test('a finding for each namespace, in its own words', () => {
  const { findings } = evaluateOn(hostNamespaces, [podOf({ hostNetwork: true, hostPID: true, hostIPC: true, containers: [] })]);
  expect(findings.map(({ reason, detail }) => [reason, detail])).toEqual([
    ['host namespaces', 'hostNetwork=true'],
    ['host namespaces', 'hostPID=true'],
    ['host namespaces', 'hostIPC=true'],
  ]);
  expect(new Set(findings.map(({ remedy }) => remedy?.kind === 'patch' && remedy.note)).size).toBe(3);
});
