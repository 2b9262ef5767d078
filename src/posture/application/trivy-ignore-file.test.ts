// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { trivyIgnoreFile } from './trivy-ignore-file.ts';

test('no file', () => {
  const data = { 'trivy.yaml': 'severity: [HIGH]\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(trivyIgnoreFile, [map]).findings).toHaveLength(0);
});
