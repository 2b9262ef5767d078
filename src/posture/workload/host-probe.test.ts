// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { hostProbe } from './host-probe.ts';

test('an empty host is none', () => {
  expect(pathsFound(hostProbe, { containers: [{ name: 'a', livenessProbe: { httpGet: { host: '', port: 80 } } }] })).toEqual([]);
});

test('before 1.34 it is not applicable', () => {
  const pod = podOf({ containers: [{ name: 'a', livenessProbe: { tcpSocket: { host: 'db', port: 80 } } }] });
  expect(evaluateOn(hostProbe, [pod], '1.33').tallies.get('host-probe')).toEqual({ pass: 0, fail: 0, unknown: 0 });
  expect(evaluateOn(hostProbe, [pod], '1.34').findings.map(({ detail }) => detail)).toEqual([
    'container "a" uses probe or lifecycle host "db"',
  ]);
});
