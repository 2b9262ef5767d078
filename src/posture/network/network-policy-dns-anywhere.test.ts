// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyDnsAnywhere } from './network-policy-dns-anywhere.ts';

const paths = (rule: JsonObject) =>
  evaluateOn(networkPolicyDnsAnywhere, [
    objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec: { egress: [rule] } }),
  ]).findings.map(({ path }) => path);

test('a rule about more than DNS is told by another check', () => {
  expect(paths({ ports: [{ protocol: 'UDP', port: 53 }, { port: 443 }] })).toEqual([]);
  expect(paths({ ports: [{ protocol: 'UDP', port: 50, endPort: 60 }] })).toEqual([]);
  expect(paths({ ports: [{ protocol: 'UDP', port: 'dns' }] })).toEqual(['/spec/egress/0']);
});

test('IPv6 has its own block of all addresses', () => {
  expect(paths({ to: [{ ipBlock: { cidr: '::/0' } }], ports: [{ port: 53 }] })).toEqual(['/spec/egress/0/to/0/ipBlock/cidr']);
});
