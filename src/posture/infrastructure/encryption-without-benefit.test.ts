// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { encryptionWithoutBenefit } from './encryption-without-benefit.ts';

test.each<[string[], string[]]>([
  [['secrets', 'persistentvolumes'], ['/resources/0/resources/1']],
  [['persistentvolumes'], ['/resources/0/resources']],
  [['events'], ['/resources/0/resources/0']],
  [['*.*'], []],
  [[], []],
])('%j', (resources, paths) => {
  const body = { apiVersion: 'apiserver.config.k8s.io/v1', kind: 'EncryptionConfiguration', resources: [{ resources, providers: [] }] };
  expect(evaluateOn(encryptionWithoutBenefit, [objectOf(body)]).findings.map(({ path }) => path)).toEqual(paths);
});
