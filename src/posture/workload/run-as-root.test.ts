// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { applyPatch } from '../../model/patch.ts';
import { valueAt } from '../../model/pointer.ts';
import { evaluateOn, podOf } from '../testing.ts';
import { runAsRoot } from './run-as-root.ts';

const root = { runAsUser: 0 };

/** The spec after the first finding's patch. */
function corrected(spec: JsonObject) {
  const pod = podOf(spec);
  const remedy = evaluateOn(runAsRoot, [pod]).findings[0]?.remedy;
  return remedy?.kind === 'patch' ? valueAt(applyPatch(pod.body, remedy.patch), '/spec') : undefined;
}

test('user 0 goes with the patch of the pod, wherever it is set', () => {
  expect(corrected({ securityContext: root, containers: [{ name: 'a', securityContext: root }, { name: 'b' }] })).toEqual({
    securityContext: { runAsUser: 10_001, runAsNonRoot: true },
    containers: [{ name: 'a', securityContext: { runAsUser: 10_001 } }, { name: 'b' }],
  });
});

test('a container’s patch changes what holds for that container', () => {
  const nonRoot = { ...root, runAsNonRoot: true };
  expect(
    corrected({
      containers: [
        { name: 'a', securityContext: root },
        { name: 'b', securityContext: nonRoot },
      ],
    }),
  ).toEqual({
    containers: [
      { name: 'a', securityContext: { runAsUser: 10_001, runAsNonRoot: true } },
      { name: 'b', securityContext: nonRoot },
    ],
  });
  expect(corrected({ securityContext: root, containers: [{ name: 'a' }, { name: 'b', securityContext: { runAsNonRoot: true } }] })).toEqual(
    {
      securityContext: { runAsUser: 10_001 },
      containers: [
        { name: 'a', securityContext: { runAsNonRoot: true } },
        { name: 'b', securityContext: { runAsNonRoot: true } },
      ],
    },
  );
});

test('before 1.35 a user namespace makes no difference', () => {
  const pod = podOf({ hostUsers: false, containers: [{ name: 'a' }] });
  expect(evaluateOn(runAsRoot, [pod], '1.34').findings).toHaveLength(1);
  expect(evaluateOn(runAsRoot, [pod], '1.35').findings).toEqual([]);
});
