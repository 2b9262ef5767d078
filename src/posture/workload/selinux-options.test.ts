// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { selinuxOptions } from './selinux-options.ts';

const podWith = (seLinuxOptions: { readonly [key: string]: string }) =>
  podOf({ securityContext: { seLinuxOptions }, containers: [{ name: 'a', securityContext: { seLinuxOptions } }] });

test('type, user and role are findings of their own', () => {
  const { findings } = evaluateOn(selinuxOptions, [podWith({ type: 'spc_t', user: 'u', role: 'r' })]);
  expect(findings.map(({ detail }) => detail)).toEqual([
    'pod set forbidden securityContext.seLinuxOptions: type "spc_t"',
    'container "a" set forbidden securityContext.seLinuxOptions: type "spc_t"',
    'pod set forbidden securityContext.seLinuxOptions: user may not be set',
    'container "a" set forbidden securityContext.seLinuxOptions: user may not be set',
    'pod set forbidden securityContext.seLinuxOptions: role may not be set',
    'container "a" set forbidden securityContext.seLinuxOptions: role may not be set',
  ]);
});

test('the type of container engines is allowed since 1.31', () => {
  expect(evaluateOn(selinuxOptions, [podWith({ type: 'container_engine_t' })], '1.30').findings).toHaveLength(2);
  expect(evaluateOn(selinuxOptions, [podWith({ type: 'container_engine_t' })], '1.31').findings).toEqual([]);
});
