// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { ineffectiveCapability } from './ineffective-capability.ts';

test('the containers user wins', () => {
  const pod = objectOf({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: {
      securityContext: { runAsUser: 1 },
      containers: [
        { name: 'a', image: 'a', securityContext: { runAsUser: 0, allowPrivilegeEscalation: false, capabilities: { add: ['CHOWN'] } } },
      ],
    },
  });
  expect(evaluateOn(ineffectiveCapability, [pod]).findings).toHaveLength(0);
});
