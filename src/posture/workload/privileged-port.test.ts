// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { applyPatch } from '../../model/patch.ts';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { privilegedPort } from './privileged-port.ts';

const listening = (containerPort: number, spec: object = {}) =>
  podOf({ containers: [{ name: 'a', image: 'a', ports: [{ containerPort }] }], ...spec });
const fires = (port: number, spec: object = {}) => evaluateOn(privilegedPort, [listening(port, spec)]).findings.length > 0;

const start = (name: string, value: string) => ({ securityContext: { sysctls: [{ name, value }] } });

test('the border', () => {
  expect([0, 1, 1023, 1024].map((port) => fires(port))).toEqual([false, true, true, false]);
});

test('the sysctl counts in both spellings, down to its value', () => {
  expect(fires(80, start('net.ipv4.ip_unprivileged_port_start', '80'))).toBe(false);
  expect(fires(80, start('net/ipv4/ip_unprivileged_port_start', '81'))).toBe(true);
});

test('a sysctl that is too high is lowered, not doubled', () => {
  const object = listening(80, start('net.ipv4.ip_unprivileged_port_start', '443'));
  const [finding] = evaluateOn(privilegedPort, [object]).findings;
  const patched = applyPatch(object.body, finding?.remedy?.kind === 'patch' ? finding.remedy.patch : []);
  expect(patched['spec']).toMatchObject({ securityContext: { sysctls: [{ value: '80' }] } });
});

test('sidecars listen, init containers that end do not', () => {
  const ports = [{ containerPort: 80 }];
  const initContainers = [
    { name: 'i', ports },
    { name: 's', restartPolicy: 'Always', ports },
  ];
  expect(pathsFound(privilegedPort, { initContainers })).toEqual(['/spec/initContainers/1/ports/0/containerPort']);
});
