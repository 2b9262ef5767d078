// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyDnsOverUdpOnly } from './network-policy-dns-over-udp-only.ts';

test('protocols may be numbers in Calico, and a later rule may bring TCP', () => {
  const policy = (egress: object[]) =>
    objectOf({
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalNetworkPolicy',
      metadata: { name: 'a' },
      spec: { egress: egress.map((rule) => ({ ...rule })) },
    });
  const udp = { action: 'Allow', protocol: 17, destination: { ports: [53] } };
  const tcp = { action: 'Allow', protocol: 'TCP', destination: { ports: ['50:60'] } };
  expect(evaluateOn(networkPolicyDnsOverUdpOnly, [policy([udp])]).findings).toHaveLength(1);
  expect(evaluateOn(networkPolicyDnsOverUdpOnly, [policy([udp, tcp])]).findings).toEqual([]);
});
