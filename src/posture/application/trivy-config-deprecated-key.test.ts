// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { trivyConfigDeprecatedKey } from './trivy-config-deprecated-key.ts';

test('a scanner of an old name', () => {
  const data = { 'trivy.yaml': 'scan:\n  scanners: [vuln, config]\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(trivyConfigDeprecatedKey, [map]).findings).toHaveLength(1);
});
