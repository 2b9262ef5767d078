// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoRuleNamesOnly } from './falco-rule-names-only.ts';

test('a macro may look at more', () => {
  const data = {
    'rules.yaml': '- rule: A\n  condition: spawned_process and proc.name = sh and known_shell_users\n  output: e\n  priority: info\n',
  };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(falcoRuleNamesOnly, [map]).findings).toHaveLength(0);
});
