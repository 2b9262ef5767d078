// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { misplacedSecurityContextField } from './misplaced-security-context-field.ts';

test('what would have been harmless is misplaced all the same', () => {
  const pod = objectOf({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { securityContext: { privileged: false }, containers: [] },
  });
  expect(evaluateOn(misplacedSecurityContextField, [pod]).findings).toHaveLength(1);
});
