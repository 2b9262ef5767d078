// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { mergedSecurityContexts } from './merged-security-contexts.ts';

test('one stray field is told where it stands', () => {
  const pod = objectOf({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { securityContext: { runAsUser: 1, runAsGroup: 1, privileged: false }, containers: [] },
  });
  expect(evaluateOn(mergedSecurityContexts, [pod]).findings).toHaveLength(0);
});
