// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { secretInHelmValues } from './secret-in-helm-values.ts';

test('several sources, templates of Applications and HelmCharts', () => {
  const helm = { valuesObject: { apiKey: 'hunter2hunter2' } };
  const application = { kind: 'ApplicationSet', apiVersion: 'argoproj.io/v1alpha1', metadata: { name: 'a' } };
  const set = objectOf({ ...application, spec: { template: { spec: { sources: [{}, { helm }] } } } });
  const spec = { set: { 'global.password': 'hunter2' }, valuesContent: 'adminPassword: hunter2\nkey: [\n' };
  const chart = objectOf({ apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', metadata: { name: 'b' }, spec });
  const { findings } = evaluateOn(secretInHelmValues, [set, chart]);
  expect(findings.map(({ path }) => path)).toEqual(['/spec/template/spec/sources/1/helm/valuesObject/apiKey', '/spec/set/global.password']);
  expect(JSON.stringify(findings)).not.toContain('hunter2');
});
