// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoFileOutputLost } from './falco-file-output-lost.ts';

test('a device is no file', () => {
  const data = { 'falco.yaml': 'rules_files: [a]\nstdout_output: {}\nfile_output: {enabled: true, filename: /dev/stderr}\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(falcoFileOutputLost, [map]).findings).toHaveLength(0);
});
