// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { unmaskedProc } from './unmasked-proc.ts';
import { unmaskedProcInUserNamespace } from './unmasked-proc-in-user-namespace.ts';

const containers = [{ name: 'a', securityContext: { procMount: 'Unmasked' } }];

test.each([
  ['1.34', true],
  ['1.34', false],
  ['1.35', true],
  ['1.35', false],
] as const)('at %s with hostUsers: %s one of the two checks speaks', (version, hostUsers) => {
  const findings = [unmaskedProc, unmaskedProcInUserNamespace].flatMap(
    (check) => evaluateOn(check, [podOf({ hostUsers, containers })], version).findings,
  );
  expect(findings.map(({ check }) => check)).toEqual([
    version === '1.35' && !hostUsers ? 'unmasked-proc-in-user-namespace' : 'unmasked-proc',
  ]);
});

test('a pod without a user namespace does not count', () => {
  const { tallies } = evaluateOn(unmaskedProcInUserNamespace, [podOf({ containers })]);
  expect(tallies.get('unmasked-proc-in-user-namespace')).toEqual({ pass: 0, fail: 0, unknown: 0 });
});
