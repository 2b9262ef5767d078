// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { lowUserId } from './low-user-id.ts';

const running = (runAsUser: number | bigint) =>
  pathsFound(lowUserId, { initContainers: [{ name: 'a', image: 'a', securityContext: { runAsUser } }] });

test('the border, and root which is no matter of this check', () => {
  const path = '/spec/initContainers/0/securityContext/runAsUser';
  expect([0, 1, 9999, 10_000, 4_294_967_294n].map(running)).toEqual([[], [path], [path], [], []]);
});

test('the pod is told once, with the containers that inherit', () => {
  const containers = [{ name: 'a' }, { name: 'b', securityContext: { runAsUser: 20_000 } }, { name: 'c' }];
  const { findings } = evaluateOn(lowUserId, [podOf({ securityContext: { runAsUser: 999 }, containers })]);
  expect(findings.map(({ detail }) => detail)).toEqual(['runAsUser 999 holds for container "a" and container "c"']);
});
