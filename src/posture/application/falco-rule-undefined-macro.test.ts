// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoRuleUndefinedMacro } from './falco-rule-undefined-macro.ts';

test('a ConfigMap of configuration and rules that defines its macros', () => {
  const data = {
    'falco.yaml': 'rules_files: [/etc/falco/rules.yaml]\nstdout_output: {enabled: true}\n',
    'rules.yaml': '- macro: a\n  condition: evt.type = open\n- rule: R\n  condition: a and not b\n  output: o\n  priority: DEBUG\n',
  };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(falcoRuleUndefinedMacro, [map]).findings.map(({ detail }) => detail)).toEqual(['nothing defines b']);
});
