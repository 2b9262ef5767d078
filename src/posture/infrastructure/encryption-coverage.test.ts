// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { encryptionCoverage } from './encryption-coverage.ts';

test.each<[string[], string[]]>([
  [['*.*'], []],
  [['secrets', 'clustersecretstores.external-secrets.io'], []],
  [['secrets', '*.argoproj.io'], []],
  [['*.'], ['custom resources are not encrypted']],
  [['secrets', 'deployments.apps', 'leases.coordination.k8s.io'], ['custom resources are not encrypted']],
  [['configmaps', '*.apps'], ['secrets are not encrypted']],
])('%j', (resources, reasons) => {
  const body = { apiVersion: 'apiserver.config.k8s.io/v1', kind: 'EncryptionConfiguration', resources: [{ resources, providers: [] }] };
  expect(evaluateOn(encryptionCoverage, [objectOf(body)]).findings.map(({ reason }) => reason)).toEqual(reasons);
});
