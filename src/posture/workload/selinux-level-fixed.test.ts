// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { selinuxLevelFixed } from './selinux-level-fixed.ts';

test('containers have one too', () => {
  const pod = objectOf({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ name: 'a', image: 'a', securityContext: { seLinuxOptions: { level: 's0:c1,c2' } } }] },
  });
  expect(evaluateOn(selinuxLevelFixed, [pod]).findings).toHaveLength(1);
});
