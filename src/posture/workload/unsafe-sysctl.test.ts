// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { applyPatch } from '../../model/patch.ts';
import { valueAt } from '../../model/pointer.ts';
import { evaluateOn, podOf } from '../testing.ts';
import { unsafeSysctl } from './unsafe-sysctl.ts';

const podWith = (...names: readonly string[]) => podOf({ securityContext: { sysctls: names.map((name) => ({ name, value: '1' })) } });

test('each finding names its own sysctl, and its patch takes that one', () => {
  const pod = podWith('kernel.msgmax', 'kernel.shm_rmid_forced', 'vm.swappiness');
  const [first, second] = evaluateOn(unsafeSysctl, [pod]).findings;
  expect([first?.detail, second?.detail]).toEqual(['kernel.msgmax', 'vm.swappiness']);
  if (second?.remedy?.kind !== 'patch') throw new Error('expected a patch');
  const left = valueAt(applyPatch(pod.body, second.remedy.patch), '/spec/securityContext/sysctls');
  expect(left).toMatchObject([{ name: 'kernel.msgmax' }, { name: 'kernel.shm_rmid_forced' }]);
});

test('the kernel’s other spelling is not in the list', () => {
  expect(evaluateOn(unsafeSysctl, [podWith('kernel/shm_rmid_forced')]).findings).toHaveLength(1);
});

test('a sysctl without a name has the reason for its detail', () => {
  const { findings } = evaluateOn(unsafeSysctl, [podOf({ securityContext: { sysctls: [{ value: '1' }] } })]);
  expect(findings.map(({ detail }) => detail)).toEqual(['forbidden sysctls']);
});
