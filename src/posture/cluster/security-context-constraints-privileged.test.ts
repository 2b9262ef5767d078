// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { securityContextConstraintsPrivileged } from './security-context-constraints-privileged.ts';

test('the holders are named', () => {
  const body = { apiVersion: 'security.openshift.io/v1', kind: 'SecurityContextConstraints', metadata: { name: 'a' } };
  const object = objectOf({ ...body, allowHostPID: true, users: ['system:serviceaccount:shop:default'] });
  expect(evaluateOn(securityContextConstraintsPrivileged, [object]).findings.map(({ detail }) => detail)).toEqual([
    'allowHostPID gives the processes of the node to system:serviceaccount:shop:default',
  ]);
});
