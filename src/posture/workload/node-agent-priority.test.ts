// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { nodeAgentPriority } from './node-agent-priority.ts';

test('an empty name is none', () => {
  const spec = { template: { spec: { hostPID: true, priorityClassName: '', containers: [] } } };
  const agent = objectOf({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'a' }, spec });
  expect(evaluateOn(nodeAgentPriority, [agent]).findings).toHaveLength(1);
});
