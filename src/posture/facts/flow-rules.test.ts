// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { objectOf } from '../testing.ts';
import { admitsDns, flowRules, isolates, isOnlyDns, portText } from './flow-rules.ts';

const kubernetes = (spec: JsonObject) =>
  objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec });
const calico = (spec: JsonObject) => objectOf({ apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec });

test('types that are left out: Kubernetes always means ingress, Calico only where no rule says otherwise', () => {
  const egressOnly = { egress: [{}] };
  expect([isolates(kubernetes(egressOnly), 'ingress'), isolates(kubernetes(egressOnly), 'egress')]).toEqual([true, true]);
  expect([isolates(calico(egressOnly), 'ingress'), isolates(calico(egressOnly), 'egress')]).toEqual([false, true]);
  expect([isolates(calico({}), 'ingress'), isolates(calico({}), 'egress')]).toEqual([true, false]);
  expect([isolates(kubernetes({ policyTypes: ['Egress'] }), 'ingress'), isolates(kubernetes({ policyTypes: [] }), 'ingress')]).toEqual([
    false,
    true,
  ]);
});

test('one view of ports', () => {
  const ports = [{ port: 53, protocol: 'UDP' }, { port: 8000, endPort: 8100 }, { port: 'http' }, { protocol: 'SCTP' }];
  const [inKubernetes] = flowRules(kubernetes({ egress: [{ ports }] }));
  const [inCalico] = flowRules(calico({ egress: [{ action: 'Allow', protocol: 6, destination: { ports: [53, '8000:8100', 'http'] } }] }));
  if (inKubernetes === undefined || inCalico === undefined) throw new Error('no rules');
  expect(portText(inKubernetes)).toBe('UDP 53, TCP 8000-8100, TCP http, SCTP 1-65535');
  expect(portText(inCalico)).toBe('TCP 53, TCP 8000-8100, TCP http');
  expect([admitsDns(inKubernetes, 'UDP'), admitsDns(inKubernetes, 'TCP')]).toEqual([true, false]);
  expect([admitsDns(inCalico, 'UDP'), admitsDns(inCalico, 'TCP')]).toEqual([false, true]);
  expect(isOnlyDns(inKubernetes)).toBe(false);
});

test('what has a wrong type is left out', () => {
  expect(flowRules(kubernetes({ ingress: ['x', null, { from: 'y', ports: [null, { port: true }] }], egress: 'z' }))).toMatchObject([
    { pointer: '/spec/ingress/2', anyPeer: true, ports: [] },
  ]);
});
