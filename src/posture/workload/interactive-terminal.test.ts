// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { applyPatch } from '../../model/patch.ts';
import { evaluateOn, podOf } from '../testing.ts';
import { interactiveTerminal } from './interactive-terminal.ts';

test('one patch closes both, and touches nothing that was not there', () => {
  const object = podOf({
    initContainers: [
      { name: 'i', tty: true, stdin: true },
      { name: 'j', tty: true },
    ],
  });
  const { findings } = evaluateOn(interactiveTerminal, [object]);
  expect(findings.map(({ detail }) => detail)).toEqual(['init container "i" sets tty and stdin', 'init container "j" sets tty']);
  const patched = applyPatch(
    object.body,
    findings.flatMap(({ remedy }) => (remedy?.kind === 'patch' ? remedy.patch : [])),
  );
  expect(patched['spec']).toEqual({
    initContainers: [
      { name: 'i', tty: false, stdin: false },
      { name: 'j', tty: false },
    ],
  });
});
