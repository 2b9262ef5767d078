// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { literalSecretInArguments } from './literal-secret-in-arguments.ts';

test('commands of handlers and of init containers count, and no value is told', () => {
  const exec = { command: ['redis-cli', '--pass', 'hunter2'] };
  const pod = podOf({
    initContainers: [{ name: 'a', image: 'a', args: ['--password', 'hunter2'] }],
    containers: [{ name: 'b', image: 'b', readinessProbe: { exec }, lifecycle: { preStop: { exec } } }],
  });
  const { findings } = evaluateOn(literalSecretInArguments, [pod]);
  expect(findings.map(({ path }) => path)).toEqual([
    '/spec/initContainers/0/args/1',
    '/spec/containers/0/readinessProbe/exec/command/2',
    '/spec/containers/0/lifecycle/preStop/exec/command/2',
  ]);
  expect(JSON.stringify(findings)).not.toContain('hunter2');
  expect(findings.every((finding) => 'confidential' in finding)).toBe(true);
});
