// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { memoryLimit } from './memory-limit.ts';

const paths = (memory: string | number) =>
  pathsFound(memoryLimit, { containers: [{ name: 'a', image: 'a', resources: { limits: { memory } } }] });

test('an amount is a number or a text, and has to be above zero', () => {
  for (const none of [0, '0', '0.0', '0Ki', '-1']) expect(paths(none)).toEqual(['/spec/containers/0/resources/limits/memory']);
  for (const some of [1, '0.1', '1e3', '5m']) expect(paths(some)).toEqual([]);
});

test('the control plane is not limited', () => {
  const apiServer = podOf(
    { containers: [{ name: 'a', image: 'a', command: ['kube-apiserver'] }] },
    { name: 'kube-apiserver', namespace: 'kube-system' },
  );
  expect(evaluateOn(memoryLimit, [apiServer]).tallies.get('memory-limit')).toEqual({ pass: 0, fail: 0, unknown: 0 });
});
