// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { violationOf } from '../testing.ts';
import { hostNamespaces } from './host-namespaces.ts';

test.each([
  [{ hostNetwork: true }, 'hostNetwork=true', ['/spec/hostNetwork']],
  [
    { hostIPC: true, hostPID: true, hostNetwork: true },
    'hostNetwork=true, hostPID=true, hostIPC=true',
    ['/spec/hostNetwork', '/spec/hostPID', '/spec/hostIPC'],
  ],
])('refuses %j', (spec, detail, paths) => {
  expect(violationOf(hostNamespaces, 'v1.0', spec)).toEqual({ reason: 'host namespaces', detail, paths });
});

test.each([{}, { hostNetwork: false, hostPID: null }])('allows %j', (spec) => {
  expect(violationOf(hostNamespaces, 'latest', spec)).toBeUndefined();
});
