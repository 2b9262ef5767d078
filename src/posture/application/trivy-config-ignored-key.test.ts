// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { trivyConfigIgnoredKey } from './trivy-config-ignored-key.ts';

test('the flag is no key', () => {
  const data = { 'trivy.yaml': 'cache-dir: /tmp\nexit-code: 1\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(trivyConfigIgnoredKey, [map]).findings).toHaveLength(1);
});
