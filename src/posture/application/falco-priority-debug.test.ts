// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoPriorityDebug } from './falco-priority-debug.ts';

test('nothing is said', () => {
  const data = { 'falco.yaml': 'rules_files: [a]\nstdout_output: {}\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(falcoPriorityDebug, [map]).findings).toHaveLength(0);
});
