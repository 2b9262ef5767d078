// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoConfigurationHidden } from './falco-configuration-hidden.ts';

test('an emptyDir may hold everything', () => {
  const containers = [{ name: 'a', image: 'falcosecurity/falco:0.42.0', volumeMounts: [{ name: 'c', mountPath: '/etc/falco' }] }];
  const pod = objectOf({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers, volumes: [{ name: 'c', emptyDir: {} }] },
  });
  expect(evaluateOn(falcoConfigurationHidden, [pod]).findings).toEqual([]);
});
