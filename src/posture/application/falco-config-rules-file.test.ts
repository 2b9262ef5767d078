// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoConfigRulesFile } from './falco-config-rules-file.ts';

test('a comment is no field', () => {
  const data = { 'falco.yaml': 'rules_files: [a]\n# rules_file: [b]\nstdout_output: {}\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(falcoConfigRulesFile, [map]).findings).toHaveLength(0);
});
