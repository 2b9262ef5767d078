// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { networkPolicyUnknownPort } from './network-policy-unknown-port.ts';

test('the protocol is part of the name, and a sidecar’s port counts', () => {
  const ports = [{ port: 'dns' }, { protocol: 'UDP', port: 'dns' }];
  const policy = objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: { podSelector: {}, ingress: [{ ports }] },
  });
  const pod = podOf({
    initContainers: [{ name: 'a', image: 'a', restartPolicy: 'Always', ports: [{ name: 'dns', containerPort: 53, protocol: 'UDP' }] }],
  });
  expect(evaluateOn(networkPolicyUnknownPort, [policy, pod]).findings.map(({ path }) => path)).toEqual(['/spec/ingress/0/ports/0/port']);
});
