// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { networkPolicyOpensUndeclaredPort } from './network-policy-opens-undeclared-port.ts';

const open = objectOf({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'open', namespace: 'shop' },
  spec: { podSelector: {}, ingress: [{}] },
});
const pod = podOf(
  {
    containers: [
      {
        name: 'a',
        image: 'a',
        ports: [
          { name: 'http', containerPort: 8080 },
          { name: 'gossip', containerPort: 7946, protocol: 'UDP' },
        ],
      },
    ],
  },
  { name: 'web', namespace: 'shop', labels: { app: 'web' } },
);
const service = (...ports: JsonObject[]) =>
  objectOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { selector: { app: 'web' }, ports } });
const found = (...ports: JsonObject[]) =>
  evaluateOn(networkPolicyOpensUndeclaredPort, [open, pod, service(...ports)]).findings.map(({ detail }) => detail);

test('ports are compared by what they are on the pod, and by protocol', () => {
  expect(found({ port: 80, targetPort: 'http' })).toEqual([
    'anybody, outside the cluster too, may connect to UDP 7946 (gossip) of Pod/shop/web',
  ]);
  expect(found({ port: 80, targetPort: 'http' }, { port: 7946, protocol: 'UDP' })).toEqual([]);
});
