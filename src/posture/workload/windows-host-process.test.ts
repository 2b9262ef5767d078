// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { windowsHostProcess } from './windows-host-process.ts';

test('pod and containers are findings of their own', () => {
  const securityContext = { windowsOptions: { hostProcess: true } };
  const { findings } = evaluateOn(windowsHostProcess, [podOf({ securityContext, containers: [{ name: 'a', securityContext }] })]);
  expect(findings.map(({ detail }) => detail)).toEqual([
    'pod must not set securityContext.windowsOptions.hostProcess=true',
    'container "a" must not set securityContext.windowsOptions.hostProcess=true',
  ]);
});
