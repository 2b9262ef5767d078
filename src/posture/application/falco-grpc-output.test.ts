// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoGrpcOutput } from './falco-grpc-output.ts';

test('an output that is off', () => {
  const data = { 'falco.yaml': 'rules_files: [a]\nstdout_output: {}\nhttp_output: {enabled: false, url: "http://falco-exporter:1"}\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(falcoGrpcOutput, [map]).findings).toHaveLength(0);
});
