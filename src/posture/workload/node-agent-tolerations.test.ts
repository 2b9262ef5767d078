// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { nodeAgentTolerations } from './node-agent-tolerations.ts';

test('nodes that were chosen', () => {
  const spec = { template: { spec: { hostPID: true, nodeSelector: { 'node-role.kubernetes.io/worker': '' }, containers: [] } } };
  const agent = objectOf({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'a' }, spec });
  expect(evaluateOn(nodeAgentTolerations, [agent]).findings).toHaveLength(0);
});
