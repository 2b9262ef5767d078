// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { privilegedWorkloadNamespace } from './privileged-workload-namespace.ts';

test('no namespace is named', () => {
  const pod = objectOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { hostPID: true, containers: [] } });
  expect(evaluateOn(privilegedWorkloadNamespace, [pod]).findings).toHaveLength(0);
});
