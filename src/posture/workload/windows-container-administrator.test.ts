// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { windowsContainerAdministrator } from './windows-container-administrator.ts';

const tally = (spec: object) =>
  evaluateOn(windowsContainerAdministrator, [podOf({ containers: [{ name: 'a', image: 'a' }], ...spec })]).tallies.get(
    'windows-container-administrator',
  );
const administrator = { securityContext: { windowsOptions: { runAsUserName: 'User Manager\\ContainerAdministrator' } } };

test('the options alone tell a Windows pod; os linux tells another', () => {
  expect(tally(administrator)).toEqual({ pass: 0, fail: 1, unknown: 0 });
  expect(tally({ ...administrator, os: { name: 'linux' } })).toEqual({ pass: 0, fail: 0, unknown: 0 });
  expect(tally({})).toEqual({ pass: 0, fail: 0, unknown: 0 });
});
