// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { trivyGateNeverFails } from './trivy-gate-never-fails.ts';

const found = (container: object) =>
  evaluateOn(trivyGateNeverFails, [podOf({ containers: [{ name: 'a', image: 'aquasec/trivy:0.60.0', ...container }] })]).findings.map(
    ({ detail }) => detail,
  );

test.each([
  [['image', 'a'], ['no exit code is set, so it is 0']],
  [['--quiet', 'image', '--exit-code', '0', 'a'], ['the exit code is 0']],
  [['server', '--listen', '0.0.0.0:4954'], []],
  [['image', '--download-db-only'], []],
  [['image', '--config', '/etc/trivy/trivy.yaml', 'a'], []],
])('%j', (args, expected) => {
  expect(found({ args })).toEqual(expected);
});

test('a variable sets the exit code too', () => {
  const args = ['fs', '/src'];
  expect(found({ args, env: [{ name: 'TRIVY_EXIT_CODE', value: '1' }] })).toEqual([]);
  expect(found({ args, env: [{ name: 'TRIVY_EXIT_CODE', valueFrom: {} }] })).toEqual([]);
  expect(found({ args, env: [{ name: 'TRIVY_EXIT_CODE', value: '0' }] })).toEqual(['the exit code is 0']);
});

test('of what runs for good only init containers are gates', () => {
  const container = { name: 'a', image: 'aquasec/trivy', args: ['image', 'a'] };
  const template = { spec: { initContainers: [container], containers: [container] } };
  const object = objectOf({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { template } });
  expect(evaluateOn(trivyGateNeverFails, [object]).findings.map(({ path }) => path)).toEqual([
    '/spec/template/spec/initContainers/0/args/0',
  ]);
});
