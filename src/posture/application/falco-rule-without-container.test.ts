// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoRuleWithoutContainer } from './falco-rule-without-container.ts';

test('other sources have no containers', () => {
  const data = {
    'rules.yaml': '- rule: A\n  condition: fd.sport = 1\n  source: k8s_audit\n  output: "%container.name"\n  priority: info\n',
  };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(falcoRuleWithoutContainer, [map]).findings).toHaveLength(0);
});
