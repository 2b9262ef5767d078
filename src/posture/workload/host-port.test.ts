// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { hostPort } from './host-port.ts';

test('a hostNetwork pod is found where it names the port, not where the API server would', () => {
  const ports = [{ containerPort: 80 }, { containerPort: 443, hostPort: 443 }];
  expect(pathsFound(hostPort, { hostNetwork: true, containers: [{ name: 'web', ports }] })).toEqual([
    '/spec/containers/0/ports/1/hostPort',
  ]);
});

test('the same port for two protocols is two findings', () => {
  const ports = ['UDP', 'TCP'].map((protocol) => ({ containerPort: 53, hostPort: 53, protocol }));
  expect(pathsFound(hostPort, { containers: [{ name: 'dns', ports }] })).toHaveLength(2);
});

test('each finding names its own port', () => {
  const ports = [{ hostPort: 80 }, { hostPort: 443 }];
  const { findings } = evaluateOn(hostPort, [podOf({ initContainers: [{ name: 'web', ports }] })]);
  expect(findings.map(({ detail }) => detail)).toEqual(['container "web" uses hostPort 80', 'container "web" uses hostPort 443']);
});
