// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { etcdCorruptionCheck } from './etcd-corruption-check.ts';

const added = (image: string, ...flags: readonly string[]) =>
  evaluateOn(etcdCorruptionCheck, [podOf({ containers: [{ name: 'etcd', image, command: ['etcd', ...flags] }] })]).findings.map(
    ({ path, remedy }) => [path, remedy?.kind === 'patch' && remedy.patch[0]?.op !== 'remove' ? remedy.patch[0]?.value : undefined],
  );

test('the remedy speaks the language of the version', () => {
  const path = '/spec/containers/0/command';
  expect(added('registry.k8s.io/etcd:3.5.9-0')).toEqual([[path, '--experimental-initial-corrupt-check=true']]);
  expect(added('registry.k8s.io/etcd:3.6.6-0')).toEqual([[path, '--feature-gates=InitialCorruptCheck=true']]);
  expect(added('etcd', '--feature-gates=A=true,InitialCorruptCheck=false')).toEqual([
    [`${path}/1`, '--feature-gates=A=true,InitialCorruptCheck=true'],
  ]);
});
