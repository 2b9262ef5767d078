// SPDX-License-Identifier: Apache-2.0
// Reads --seccomp-default and seccompDefault of kubelet.
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { mustBe } from '../facts/component-demands.ts';

export const kubeletSeccompDefault = defineNodeComponentCheck({
  id: 'kubelet-seccomp-default',
  title: 'Containers without a seccomp profile run unconfined',
  why: 'A container that says nothing about seccomp may call every system call of the kernel, the ones that exploits need included.',
  remedy: 'Set seccompDefault to true.',
  severity: 'medium',
  layer: 'node',
  threats: ['container-escape', 'privilege-escalation'],
  aliases: ['CIS-4.2.14', 'T1611'],
  component: 'kubelet',
  judge: mustBe(
    { flag: 'seccomp-default', field: '/seccompDefault', type: 'boolean', default: 'false' },
    true,
    'Programs that need unusual system calls must then bring a profile.',
  ),
});
