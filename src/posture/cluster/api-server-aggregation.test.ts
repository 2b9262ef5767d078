// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { apiServerAggregation } from './api-server-aggregation.ts';

test('what is missing is told at once', () => {
  const command = ['kube-apiserver', '--requestheader-client-ca-file=/a'];
  const { findings } = evaluateOn(apiServerAggregation, [podOf({ containers: [{ name: 'a', image: 'a', command }] })]);
  expect(findings.map(({ detail }) => detail)).toEqual(['missing are --proxy-client-cert-file, --proxy-client-key-file']);
});
