// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { controlPlanePlacement } from './control-plane-placement.ts';

const containers = [{ name: 'a', image: 'a' }];
const wants = { matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }] };
const affinity = (...nodeSelectorTerms: object[]) => ({
  containers,
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: nodeSelectorTerms.map((term) => ({ ...term })) } },
  },
});

const removed = (spec: object) =>
  evaluateOn(controlPlanePlacement, [podOf({ ...spec })]).findings.map(({ remedy }) =>
    remedy?.kind === 'patch' ? remedy.patch[0]?.path : '',
  );

test('a node that is not in the inventory says nothing by its name', () => {
  expect(pathsFound(controlPlanePlacement, { containers, nodeName: 'control-plane-1' })).toEqual([]);
});

test('one term of several goes alone, the only one with the whole requirement', () => {
  const required = '/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution';
  expect(removed(affinity(wants))).toEqual([required]);
  expect(removed(affinity({ matchExpressions: [] }, wants))).toEqual([`${required}/nodeSelectorTerms/1`]);
});
