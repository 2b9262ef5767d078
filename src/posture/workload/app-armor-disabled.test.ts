// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { appArmorDisabled } from './app-armor-disabled.ts';

const key = 'container.apparmor.security.beta.kubernetes.io/a';

test('field and annotation are findings of their own', () => {
  const spec = { containers: [{ name: 'a', securityContext: { appArmorProfile: { type: 'Unconfined' } } }] };
  const { findings } = evaluateOn(appArmorDisabled, [podOf(spec, { annotations: { [key]: 'unconfined' } })]);
  expect(findings.map(({ reason, detail }) => [reason, detail])).toEqual([
    ['forbidden AppArmor profile', 'container "a" must not set AppArmor profile type to "Unconfined"'],
    ['forbidden AppArmor profile', `annotation must not set AppArmor profile type to "${key}="unconfined""`],
  ]);
});

test('a profile without a type is none', () => {
  const spec = { containers: [{ name: 'a', securityContext: { appArmorProfile: {} } }] };
  const [finding] = evaluateOn(appArmorDisabled, [podOf(spec)]).findings;
  expect(finding).toMatchObject({ path: '/spec/containers/0/securityContext/appArmorProfile', absent: ['type'] });
});
