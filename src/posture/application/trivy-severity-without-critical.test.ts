// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { trivySeverityWithoutCritical } from './trivy-severity-without-critical.ts';

const found = (container: object) =>
  evaluateOn(trivySeverityWithoutCritical, [podOf({ containers: [{ name: 'a', image: 'aquasec/trivy', ...container }] })]).findings;

test('in a script, a variable and a flag', () => {
  expect(found({ command: ['sh', '-c', 'trivy fs --severity "HIGH" /src && echo ok'] })).toHaveLength(1);
  expect(found({ command: ['sh', '-c', 'trivy fs --severity $SEVERITY /src'] })).toEqual([]);
  expect(found({ args: ['fs', '-s=high,critical', '/src'] })).toEqual([]);
  expect(found({ args: ['fs', '/src'], env: [{ name: 'TRIVY_SEVERITY', value: 'HIGH' }] }).map(({ path }) => path)).toEqual([
    '/spec/containers/0/env/0/value',
  ]);
});
