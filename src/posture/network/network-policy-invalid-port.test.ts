// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyInvalidPort } from './network-policy-invalid-port.ts';

test.each([
  [{ port: '8080' }, '"8080" is text: a number has no quotes'],
  [{ port: 'UPPER' }, '"UPPER" is no port name'],
  [{ port: 'a--b' }, '"a--b" is no port name'],
  [{ port: 80.5 }, '80.5 is no port: they go from 1 to 65535'],
  [{ protocol: 'tcp', port: 80 }, 'the protocol tcp is none of TCP, UDP and SCTP'],
  [{ endPort: 80 }, 'endPort needs a port that is a number'],
])('%j', (port, detail) => {
  const policy = objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: { ingress: [{ ports: [port] }] },
  });
  expect(evaluateOn(networkPolicyInvalidPort, [policy]).findings.map((finding) => finding.detail)).toEqual([detail]);
});
