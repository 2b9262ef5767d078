// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../model/json.ts';
import { violationOf } from '../testing.ts';
import { hostPorts } from './host-ports.ts';

const portsOf = (...lists: readonly JsonObject[][]) => ({
  containers: lists.map((ports, index) => ({ name: 'abc'.charAt(index), ports })),
});

test('sorts the ports as text', () => {
  const spec = portsOf([{ hostPort: 9090 }, { hostPort: 10 }, { containerPort: 80 }], [{ hostPort: 10 }]);
  expect(violationOf(hostPorts, 'v1.0', spec)).toEqual({
    reason: 'hostPort',
    detail: 'containers "a", "b" use hostPorts 10, 9090',
    paths: ['/spec/containers/0/ports/0/hostPort', '/spec/containers/0/ports/1/hostPort', '/spec/containers/1/ports/0/hostPort'],
  });
});

test('knows one from many', () => {
  expect(violationOf(hostPorts, 'latest', portsOf([{ hostPort: 80 }]))?.detail).toBe('container "a" uses hostPort 80');
});

test.each([[[]], [[{ containerPort: 80 }]], [[{ containerPort: 80, hostPort: 0 }]]])('allows %j', (ports) => {
  expect(violationOf(hostPorts, 'latest', portsOf(ports))).toBeUndefined();
});
