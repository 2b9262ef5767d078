// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { isControlPlanePod, isStaticPod } from './control-plane.ts';
import { objectOf, podOf } from '../testing.ts';

const labels = { component: 'kube-apiserver', tier: 'control-plane' };

test('the control plane is told by its labels, in kube-system alone', () => {
  expect(isControlPlanePod(podOf({}, { namespace: 'kube-system', labels }))).toBe(true);
  expect(isControlPlanePod(podOf({}, { namespace: 'shop', labels }))).toBe(false);
  expect(isControlPlanePod(objectOf({ kind: 'Deployment', metadata: { namespace: 'kube-system', labels } }))).toBe(false);
});

test.each([
  ['a mirror', { annotations: { 'kubernetes.io/config.mirror': 'a' } }],
  ['from a file', { annotations: { 'kubernetes.io/config.source': 'file' } }],
  ['owned by its node', { ownerReferences: [{ kind: 'Node', name: 'a', controller: true }] }],
  ['a service of the node', { namespace: 'kube-system', labels: { tier: 'node' } }],
])('static: %s', (_, metadata) => {
  expect(isStaticPod(podOf({}, metadata))).toBe(true);
});

test('not static: a Pod that came through the API', () => {
  expect(isStaticPod(podOf({}, { namespace: 'kube-system', annotations: { 'kubernetes.io/config.source': 'api' } }))).toBe(false);
});
