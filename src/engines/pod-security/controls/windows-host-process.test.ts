// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { containersOf, violationOf } from '../testing.ts';
import { windowsHostProcess } from './windows-host-process.ts';

const windowsOptions = { hostProcess: true };

test('names pod and containers', () => {
  expect(violationOf(windowsHostProcess, 'v1.0', { securityContext: { windowsOptions }, ...containersOf({ windowsOptions }, {}) })).toEqual(
    {
      reason: 'hostProcess',
      detail: 'pod and container "a" must not set securityContext.windowsOptions.hostProcess=true',
      paths: ['/spec/securityContext/windowsOptions/hostProcess', '/spec/containers/0/securityContext/windowsOptions/hostProcess'],
    },
  );
});

test.each([{}, { windowsOptions: {} }, { windowsOptions: { hostProcess: false } }])('allows %j', (securityContext) => {
  expect(violationOf(windowsHostProcess, 'latest', { securityContext, ...containersOf(securityContext) })).toBeUndefined();
});
