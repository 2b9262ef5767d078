// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { hostAliases } from './host-aliases.ts';

test('one finding names every host', () => {
  const aliases = [{ ip: '192.0.2.1', hostnames: ['a', 'b'] }, { ip: '192.0.2.2' }, null];
  const { findings } = evaluateOn(hostAliases, [podOf({ hostAliases: aliases, containers: [] })]);
  expect(findings.map(({ detail }) => detail)).toEqual(['hostAliases resolve a, b']);
});
