// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { applyPatch } from '../../model/patch.ts';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { seccompUnset } from './seccomp-unset.ts';

const windows = podOf({ nodeSelector: { 'kubernetes.io/os': 'windows' }, containers: [{ name: 'a' }] });

test('a pod of Windows that does not say so is made to say so', () => {
  const [finding] = evaluateOn(seccompUnset, [windows]).findings;
  if (finding?.remedy?.kind !== 'patch') throw new Error('expected a patch');
  expect(finding.remedy.patch).toEqual([{ op: 'add', path: '/spec/os', value: { name: 'windows' } }]);
  const { findings, tallies } = evaluateOn(seccompUnset, [objectOf(applyPatch(windows.body, finding.remedy.patch))]);
  expect(findings).toEqual([]);
  expect(tallies.get('seccomp-unset')).toEqual({ pass: 0, fail: 0, unknown: 0 });
});

test('before 1.25 saying so does not help', () => {
  const pod = podOf({ os: { name: 'windows' }, containers: [{ name: 'a' }] });
  for (const { remedy } of [windows, pod].flatMap((object) => evaluateOn(seccompUnset, [object], '1.24').findings)) {
    expect(remedy).toMatchObject({ patch: [{ path: '/spec/securityContext', value: { seccompProfile: { type: 'RuntimeDefault' } } }] });
  }
  expect(evaluateOn(seccompUnset, [pod], '1.24').findings).toHaveLength(1);
});

test('one place for a pod in which no container sets it', () => {
  const { findings } = evaluateOn(seccompUnset, [podOf({ containers: [{ name: 'a' }, { name: 'b' }] })]);
  expect(findings.map(({ absent, detail }) => [absent.join('.'), detail])).toEqual([
    [
      'securityContext.seccompProfile.type',
      'pod or containers "a", "b" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"',
    ],
  ]);
});
