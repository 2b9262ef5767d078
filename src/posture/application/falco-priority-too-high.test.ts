// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoPriorityTooHigh } from './falco-priority-too-high.ts';

test.each([
  ['Error', 1],
  ['WARNING', 0],
])('%s', (priority, count) => {
  const data = { 'falco.yaml': `rules_files: []\njson_output: true\npriority: ${priority}\n` };
  const object = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(falcoPriorityTooHigh, [object]).findings).toHaveLength(count);
});
