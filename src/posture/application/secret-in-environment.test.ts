// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { secretInEnvironment } from './secret-in-environment.ts';

test('each variable and each whole Secret is a finding of its own, in every type of container', () => {
  const container = {
    name: 'a',
    image: 'a',
    envFrom: [{ secretRef: { name: 's' } }],
    env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }],
  };
  const { findings } = evaluateOn(secretInEnvironment, [podOf({ initContainers: [container], ephemeralContainers: [container] })]);
  expect(findings.map(({ path, detail }) => [path, detail])).toEqual([
    ['/spec/initContainers/0/envFrom/0/secretRef', 'init container "a" takes all keys of Secret "s" as variables'],
    ['/spec/initContainers/0/env/0/valueFrom/secretKeyRef', 'init container "a" takes A from Secret "s"'],
    ['/spec/ephemeralContainers/0/envFrom/0/secretRef', 'ephemeral container "a" takes all keys of Secret "s" as variables'],
    ['/spec/ephemeralContainers/0/env/0/valueFrom/secretKeyRef', 'ephemeral container "a" takes A from Secret "s"'],
  ]);
});
