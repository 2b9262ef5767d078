// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { controlPlaneToleration } from './control-plane-toleration.ts';

const tolerates = (toleration: object) =>
  pathsFound(controlPlaneToleration, { tolerations: [{ ...toleration }], containers: [{ name: 'a', image: 'a' }] }).length > 0;
const role = 'node-role.kubernetes.io/';

test.each([
  { key: `${role}control-plane` },
  { key: `${role}master`, operator: 'Equal', value: 'true' },
  { key: `${role}controlplane`, operator: 'Exists' },
  { key: `${role}etcd`, operator: 'Exists', effect: 'NoExecute' },
  { operator: 'Exists', effect: 'NoSchedule' },
  { key: '', operator: 'Exists' },
])('%j', (toleration) => {
  expect(tolerates(toleration)).toBe(true);
});

test.each([
  { key: `${role}control-plane`, effect: 'PreferNoSchedule' },
  { key: `${role}control-plane`, operator: 'Gt', value: '1' },
  { key: `${role}worker`, operator: 'Exists' },
  { operator: 'Equal', value: 'x' },
])('not %j', (toleration) => {
  expect(tolerates(toleration)).toBe(false);
});

test('kube-system is not asked', () => {
  const pod = podOf({ tolerations: [{ operator: 'Exists' }] }, { namespace: 'kube-system' });
  expect(evaluateOn(controlPlaneToleration, [pod]).findings).toEqual([]);
});
