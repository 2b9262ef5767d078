// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoSocketOutsideHostRoot } from './falco-socket-outside-host-root.ts';

test('another program', () => {
  const spec = {
    template: {
      spec: {
        containers: [{ name: 'a', image: 'a', volumeMounts: [{ name: 's', mountPath: '/s.sock' }] }],
        volumes: [{ name: 's', hostPath: { path: '/s.sock' } }],
      },
    },
  };
  const agent = objectOf({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'a' }, spec });
  expect(evaluateOn(falcoSocketOutsideHostRoot, [agent]).findings).toHaveLength(0);
});
