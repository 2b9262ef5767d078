// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoOutputPlaintext } from './falco-output-plaintext.ts';

test('a sidecar is on the same host', () => {
  const data = { 'falco.yaml': 'rules_files: [a]\nstdout_output: {}\nhttp_output: {enabled: true, url: "http://127.0.0.1:2801"}\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(falcoOutputPlaintext, [map]).findings).toHaveLength(0);
});
