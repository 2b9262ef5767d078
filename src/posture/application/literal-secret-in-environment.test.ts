// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { literalSecretInEnvironment } from './literal-secret-in-environment.ts';

const podWith = (...env: { name: string; value?: string }[]) => podOf({ containers: [{ name: 'a', image: 'a', env }] });

const secret = (namespace: string) => objectOf({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'hooks', namespace } });

test('the value is nowhere in the finding, and is marked so that no output quotes it', () => {
  const { findings } = evaluateOn(literalSecretInEnvironment, [
    podWith({ name: 'DB_PASSWORD', value: 'hunter2-hunter2' }, { name: 'URL', value: 'https://u:hunter2-hunter2@h' }),
  ]);
  expect(findings.map(({ path, confidential }) => [path, confidential])).toEqual([
    ['/spec/containers/0/env/0/value', true],
    ['/spec/containers/0/env/1/value', true],
  ]);
  expect(JSON.stringify(findings)).not.toContain('hunter2');
});

test('the name of a Secret in the same namespace is no credential', () => {
  const pod = podOf({ containers: [{ name: 'a', image: 'a', env: [{ name: 'HOOK_SECRET', value: 'hooks' }] }] }, { namespace: 'shop' });
  expect(evaluateOn(literalSecretInEnvironment, [pod, secret('shop')]).findings).toEqual([]);
  expect(evaluateOn(literalSecretInEnvironment, [pod, secret('data')]).findings).toHaveLength(1);
});

test('variables without name or value are none', () => {
  expect(evaluateOn(literalSecretInEnvironment, [podWith({ name: '' }, { name: 'DB_PASSWORD' })]).findings).toEqual([]);
});
