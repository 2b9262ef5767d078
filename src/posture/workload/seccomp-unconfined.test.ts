// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { applyPatch } from '../../model/patch.ts';
import { valueAt } from '../../model/pointer.ts';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { seccompUnconfined } from './seccomp-unconfined.ts';

test('until 1.18 the annotations speak, from 1.19 on the fields', () => {
  const pod = podOf(
    { containers: [{ name: 'a', securityContext: { seccompProfile: { type: 'Unconfined' } } }] },
    { annotations: { 'container.seccomp.security.alpha.kubernetes.io/a': 'unconfined' } },
  );
  const pathsAt = (version: string) => evaluateOn(seccompUnconfined, [pod], version).findings.map(({ path }) => path);
  expect(pathsAt('1.18')).toEqual(['/metadata/annotations/container.seccomp.security.alpha.kubernetes.io~1a']);
  expect(pathsAt('1.19')).toEqual(['/spec/containers/0/securityContext/seccompProfile/type']);
});

test('a profile without a type is none', () => {
  expect(pathsFound(seccompUnconfined, { securityContext: { seccompProfile: {} } })).toEqual(['/spec/securityContext/seccompProfile']);
});

test('what belonged to the old type goes', () => {
  const pod = podOf({ securityContext: { seccompProfile: { type: 'Unconfined', localhostProfile: 'a.json' } } });
  const remedy = evaluateOn(seccompUnconfined, [pod]).findings[0]?.remedy;
  const patched = remedy?.kind === 'patch' ? applyPatch(pod.body, remedy.patch) : undefined;
  expect(valueAt(patched, '/spec/securityContext/seccompProfile')).toEqual({ type: 'RuntimeDefault' });
});
