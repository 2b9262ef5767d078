// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoAuditRulesWithoutSource } from './falco-audit-rules-without-source.ts';

test('a plugin that is not loaded', () => {
  const data = {
    'falco.yaml': 'rules_files: [/etc/falco/k8s_audit_rules.yaml]\nplugins: [{name: k8saudit}]\nload_plugins: [json]\nstdout_output: {}\n',
  };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(falcoAuditRulesWithoutSource, [map]).findings).toHaveLength(1);
});
