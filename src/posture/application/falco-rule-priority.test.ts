// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoRulePriority } from './falco-rule-priority.ts';

test('info is a short form', () => {
  const data = { 'rules.yaml': '- rule: A\n  condition: b.c = d\n  output: e\n  priority: info\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(falcoRulePriority, [map]).findings).toHaveLength(0);
});
