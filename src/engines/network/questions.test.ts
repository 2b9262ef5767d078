// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { connectionsText } from './connections.ts';
import { differenceOf } from './difference.ts';
import { withoutEffect } from './effect.ts';
import { isolationOf } from './isolation.ts';
import type { Place } from './matrix.ts';
import { reachedFrom, reaching } from './reach.ts';
import { calico, cilium, namespace, networkOf, party, pod, policy } from './testing.ts';

const base = [namespace('shop'), pod('web'), pod('api'), pod('db')];
const apiOnly = policy(
  {
    podSelector: { matchLabels: { app: 'api' } },
    ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 80 }] }],
  },
  'api-only',
);

function name(place: Place): string {
  if (place.kind === 'addresses') return 'outside';
  return place.kind === 'workload' ? place.workload.object.name : place.node.name;
}

test('who reaches a pod, and whom it reaches', () => {
  const network = networkOf([...base, apiOnly]);
  expect(reaching(network, party(network, 'api')).map(({ from, verdict }) => `${name(from)} ${connectionsText(verdict.allowed)}`)).toEqual([
    'web TCP 80',
  ]);
  expect(reachedFrom(network, party(network, 'db')).map(({ to }) => name(to))).toEqual(['web', 'outside']);
  expect(reaching(network, party(network, '8.8.8.8')).map(({ from }) => name(from))).toEqual(['web', 'api', 'db']);
});

test('which workloads are isolated', () => {
  const refused = policy({ podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Nonsense'] }, 'refused');
  const network = networkOf([...base, pod('host', { spec: { hostNetwork: true } }), apiOnly, refused]);
  expect(isolationOf(network).map(({ workload, ingress, egress }) => `${workload.object.name} ${ingress} ${egress}`)).toEqual([
    'web unselected unselected',
    'api isolated unselected',
    'db unknown unknown',
    'host host host',
  ]);
});

test('policies and rules without effect', () => {
  const none = policy({ podSelector: { matchLabels: { app: 'gone' } } }, 'none');
  const nobody = policy({ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'gone' } } }] }] }, 'nobody');
  const shadowed = calico(
    {
      order: 1,
      selector: 'all()',
      ingress: [
        { action: 'Allow', protocol: 'TCP' },
        { action: 'Deny', protocol: 'TCP', destination: { ports: [22] } },
      ],
    },
    'ordered',
  );
  expect(
    withoutEffect(networkOf([...base, none, nobody, shadowed])).map(({ policy: of, pointer, why }) => `${of.name} ${pointer} ${why}`),
  ).toEqual(['ordered /spec/ingress/1 shadowed', 'nobody /spec/ingress/0 nobody matches', 'none  selects nothing']);
});

test('what Cilium denies for all shadows what it allows', () => {
  const rules = { endpointSelector: {}, ingressDeny: [{ fromEntities: ['all'] }], ingress: [{ fromEndpoints: [{}] }] };
  expect(withoutEffect(networkOf([...base, cilium(rules)])).map(({ pointer }) => pointer)).toEqual(['/spec/ingress/0']);
});

function changes(before: readonly JsonObject[], after: readonly JsonObject[]): string[] {
  return [...differenceOf(networkOf(before), networkOf(after))].map(({ from, to, gained, lost, perhapsLost }) => {
    const parts = [
      gained.length > 0 ? `gains ${connectionsText(gained)}` : '',
      lost.length > 0 ? `loses ${connectionsText(lost)}` : '',
      perhapsLost.length > 0 ? 'may lose' : '',
    ];
    return `${name(from)} > ${name(to)} ${parts.filter((part) => part !== '').join(', ')}`;
  });
}

test('a change is told by what it gives and takes', () => {
  expect(changes([...base, apiOnly], [...base, apiOnly])).toEqual([]);
  expect(
    changes([...base, apiOnly], [...base, apiOnly, policy({ podSelector: {}, ingress: [{ ports: [{ port: 443 }] }] }, 'more')]).filter(
      (line) => line.endsWith('api gains TCP 443'),
    ),
  ).toEqual(['web > api gains TCP 443', 'db > api gains TCP 443', 'outside > api gains TCP 443']);
  expect(
    changes(base, [
      ...base,
      policy({
        podSelector: { matchLabels: { app: 'db' } },
        egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }],
        policyTypes: ['Egress'],
      }),
    ]),
  ).toEqual(['db > web may lose', 'db > api may lose', 'db > outside loses all connections']);
});

test('a workload that goes takes its connections with it', () => {
  expect(changes([...base, apiOnly], [namespace('shop'), pod('web'), pod('api'), apiOnly])).toContain('db > web loses all connections');
});
