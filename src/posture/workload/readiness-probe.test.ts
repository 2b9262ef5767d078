// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf, pathsFound, podOf } from '../testing.ts';
import { readinessProbe } from './readiness-probe.ts';

const ports = [{ containerPort: 8080 }];

test('sidecars that serve count, ephemeral containers do not', () => {
  const spec = { initContainers: [{ name: 's', restartPolicy: 'Always', ports }], ephemeralContainers: [{ name: 'e', ports }] };
  expect(pathsFound(readinessProbe, spec)).toEqual(['/spec/initContainers/0']);
});

test('a Pod that runs once is not asked', () => {
  expect(pathsFound(readinessProbe, { restartPolicy: 'OnFailure', containers: [{ name: 'a', ports }] })).toEqual([]);
});

test.each([
  ['of another namespace', { namespace: 'other' }, { selector: { app: 'a' } }],
  ['of other labels', {}, { selector: { app: 'a', tier: 'b' } }],
  ['without a selector', {}, { selector: {} }],
  ['that is a name outside', {}, { type: 'ExternalName', selector: { app: 'a' } }],
])('a Service %s sends nothing', (_, metadata, spec) => {
  const service = objectOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 's', ...metadata }, spec });
  expect(evaluateOn(readinessProbe, [podOf({ containers: [{ name: 'a' }] }, { labels: { app: 'a' } }), service]).findings).toEqual([]);
});
