// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { rangeText } from './addresses.ts';
import { connectionsText } from './connections.ts';
import { edgesOf, type Place } from './matrix.ts';
import { networkOf, pod, policy } from './testing.ts';

function name(place: Place): string {
  if (place.kind === 'addresses') return place.ranges.map(rangeText).join(' ');
  return place.kind === 'workload' ? place.workload.object.name : place.node.name;
}

test('workloads and ranges of addresses, each pair once', () => {
  const network = networkOf([
    pod('web'),
    pod('api'),
    policy({ podSelector: { matchLabels: { app: 'api' } }, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] }),
  ]);
  const lines = [...edgesOf(network)].map(({ from, to, verdict }) => `${name(from)} > ${name(to)}: ${connectionsText(verdict.allowed)}`);
  const others = '0.0.0.0-9.255.255.255 11.0.0.0-255.255.255.255 ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff';
  expect(lines.toSorted()).toEqual(
    [
      'web > api: no connections',
      'api > web: all connections',
      '10.0.0.0-10.255.255.255 > api: all connections',
      `${others} > api: no connections`,
      ...['10.0.0.0-10.255.255.255', others].flatMap((range) => [
        `${range} > web: all connections`,
        `web > ${range}: all connections`,
        `api > ${range}: all connections`,
      ]),
    ].toSorted(),
  );
});

test('pods of one workload may differ', () => {
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { template: { spec: { containers: [{ name: 'a', image: 'a' }] } } },
  };
  const owned = (podName: string) => {
    const body = pod(podName);
    return {
      ...body,
      metadata: {
        name: podName,
        namespace: 'shop',
        labels: { app: podName },
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true }],
      },
    };
  };
  const network = networkOf([owner, owned('a'), owned('b'), pod('api'), policy({ podSelector: { matchLabels: { app: 'a' } } })]);
  const edge = [...edgesOf(network)].find(({ from, to }) => name(from) === 'api' && name(to) === 'web');
  expect(edge).toMatchObject({ uneven: true });
});
