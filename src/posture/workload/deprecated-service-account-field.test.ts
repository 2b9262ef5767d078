// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { applyPatch } from '../../model/patch.ts';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { deprecatedServiceAccountField } from './deprecated-service-account-field.ts';

test('the name moves to the new field, also over an empty one', () => {
  for (const rest of [{}, { serviceAccountName: '' }, { serviceAccountName: null }]) {
    const pod = podOf({ serviceAccount: 'api', ...rest });
    const [finding] = evaluateOn(deprecatedServiceAccountField, [pod]).findings;
    const patch = finding?.remedy?.kind === 'patch' ? finding.remedy.patch : [];
    expect(applyPatch(pod.body, patch)['spec']).toEqual({ serviceAccountName: 'api' });
  }
});

test('an empty field says nothing', () => {
  expect(pathsFound(deprecatedServiceAccountField, { serviceAccount: '' })).toEqual([]);
});
