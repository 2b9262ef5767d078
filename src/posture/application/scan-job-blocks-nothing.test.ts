// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { scanJobBlocksNothing } from './scan-job-blocks-nothing.ts';

test('a CronJob has it in its template', () => {
  const template = { spec: { containers: [{ name: 'a', image: 'aquasec/trivy:0.68.1', args: ['image', '--exit-code=1', 'a'] }] } };
  const spec = { jobTemplate: { spec: { backoffLimit: 3, template } } };
  const job = objectOf({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'a' }, spec });
  expect(evaluateOn(scanJobBlocksNothing, [job]).findings.map(({ path }) => path)).toEqual(['/spec/jobTemplate/spec/backoffLimit']);
});
