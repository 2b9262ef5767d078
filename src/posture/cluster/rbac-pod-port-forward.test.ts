// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacPodPortForward } from './rbac-pod-port-forward.ts';

test('both subresources of one rule are one fault', () => {
  expect(foundInRules(rbacPodPortForward, [{ apiGroups: [''], resources: ['pods/portforward', 'pods/proxy'], verbs: ['create'] }])).toEqual(
    ['/rules/0/resources'],
  );
});
