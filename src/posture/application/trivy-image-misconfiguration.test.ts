// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { trivyImageMisconfiguration } from './trivy-image-misconfiguration.ts';

test('the old names', () => {
  const data = { 'trivy.yaml': 'scan:\n  security-checks: vuln,config\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(trivyImageMisconfiguration, [map]).findings).toHaveLength(1);
});
