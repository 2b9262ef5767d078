// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { trivyIgnoresUnfixed } from './trivy-ignores-unfixed.ts';

test.each([
  ['--ignore-unfixed=false', 0],
  ['--ignore-unfixed=true', 1],
])('%s', (flag, count) => {
  const pod = podOf({ containers: [{ name: 'a', image: 'aquasec/trivy', args: ['image', flag, 'a'] }] });
  expect(evaluateOn(trivyIgnoresUnfixed, [pod]).findings).toHaveLength(count);
});
