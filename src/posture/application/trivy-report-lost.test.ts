// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { trivyReportLost } from './trivy-report-lost.ts';

test('nothing is known of the reader', () => {
  const data = { 'trivy.yaml': 'output: /reports/a.json\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(trivyReportLost, [map]).findings).toHaveLength(0);
});
