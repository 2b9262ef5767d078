// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoRuleDisabled } from './falco-rule-disabled.ts';

test('the last entry decides', () => {
  const found = (text: string) => {
    const object = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { 'rules.yaml': text } });
    return evaluateOn(falcoRuleDisabled, [object]).findings.map(({ detail }) => detail);
  };
  expect(found('- {rule: A, enabled: false}\n- {rule: A, enabled: true}\n')).toEqual([]);
  expect(found('- {rule: A, condition: evt.type = open, enabled: false}\n')).toEqual(['"A" is not in force']);
});
