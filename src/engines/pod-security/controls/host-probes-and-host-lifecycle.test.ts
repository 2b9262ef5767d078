// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { violationOf } from '../testing.ts';
import { hostProbesAndHostLifecycle } from './host-probes-and-host-lifecycle.ts';

const httpGet = { httpGet: { port: 80, host: 'b.example' } };
const tcpSocket = { tcpSocket: { port: 80, host: 'a.example' } };

test('names containers and hosts once, sorted', () => {
  const containers = [
    { name: 'z', livenessProbe: httpGet, lifecycle: { preStop: tcpSocket } },
    { name: 'a', readinessProbe: { ...httpGet, ...tcpSocket } },
  ];
  expect(violationOf(hostProbesAndHostLifecycle, 'v1.34', { containers })).toEqual({
    reason: 'probe or lifecycle host',
    detail: 'containers "a", "z" use probe or lifecycle hosts "a.example", "b.example"',
    paths: [
      '/spec/containers/0/livenessProbe/httpGet/host',
      '/spec/containers/0/lifecycle/preStop/tcpSocket/host',
      '/spec/containers/1/readinessProbe/httpGet/host',
      '/spec/containers/1/readinessProbe/tcpSocket/host',
    ],
  });
});

test.each([{ livenessProbe: tcpSocket }, { startupProbe: httpGet }, { lifecycle: { postStart: httpGet } }])(
  'refuses %j since 1.34',
  (fields) => {
    const spec = { containers: [{ name: 'a', ...fields }] };
    expect(violationOf(hostProbesAndHostLifecycle, 'v1.33', spec)).toBeUndefined();
    expect(violationOf(hostProbesAndHostLifecycle, 'v1.34', spec)?.detail).toMatch(
      /^container "a" uses probe or lifecycle host "[ab].example"$/,
    );
  },
);

test.each([{ livenessProbe: { httpGet: { port: 80, host: '' } } }, { readinessProbe: { exec: {} } }, { lifecycle: {} }])(
  'allows %j',
  (fields) => {
    expect(violationOf(hostProbesAndHostLifecycle, 'latest', { containers: [{ name: 'a', ...fields }] })).toBeUndefined();
  },
);
