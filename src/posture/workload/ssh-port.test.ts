// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { sshPort } from './ssh-port.ts';

test('a host port is not the port that the container listens on', () => {
  expect(pathsFound(sshPort, { containers: [{ name: 'a', ports: [{ containerPort: 8022, hostPort: 22 }] }] })).toEqual([]);
});

test('an absent protocol is TCP', () => {
  expect(pathsFound(sshPort, { containers: [{ name: 'a', ports: [{ containerPort: 22, protocol: null }] }] })).toHaveLength(1);
});
