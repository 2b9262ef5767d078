// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { debugContainerLeft } from './debug-container-left.ts';

test('a Pod is found although it is counted at its owner', () => {
  const template = { spec: { containers: [{ name: 'a', image: 'a' }] } };
  const owner = objectOf({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'rs' }, spec: { template } });
  const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'rs', controller: true }];
  const pod = podOf({ ...template.spec, ephemeralContainers: [{ name: 'debug' }, {}] }, { ownerReferences });
  expect(evaluateOn(debugContainerLeft, [owner, pod]).findings.map(({ detail }) => detail)).toEqual(['ephemeral containers: "debug", "1"']);
});

test('a wrong type does not throw', () => {
  expect(evaluateOn(debugContainerLeft, [podOf({ ephemeralContainers: 'x' }), podOf('x')]).findings).toEqual([]);
});
