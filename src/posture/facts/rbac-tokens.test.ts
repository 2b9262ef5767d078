// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { correctedToken, type TokenList } from './rbac-tokens.ts';

test.each<[TokenList, string, string | undefined]>([
  ['apiGroups', '', ''],
  ['apiGroups', '“”', ''],
  ['apiGroups', 'apps/v1beta2', 'apps'],
  ['apiGroups', 'v1', ''],
  ['apiGroups', 'dev1', 'dev1'],
  ['apiGroups', 'example.v1', 'example.v1'],
  ['resources', '*', '*'],
  ['resources', '*/scale', '*/scale'],
  ['resources', 'pods/*', undefined],
  ['resources', 'Secret', 'secrets'],
  ['resources', 'ingress', 'ingress'],
  ['verbs', '”watch”', 'watch'],
  ['verbs', 'impersonate-on:user-info:get', 'impersonate-on:user-info:get'],
])('%s %j', (list, token, corrected) => {
  expect(correctedToken(list, token)).toBe(corrected);
});
