// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { connectionsText } from './connections.ts';
import { openingsOf } from './openings.ts';
import { calico, namespace, networkOf, pod, policy } from './testing.ts';

function opened(...objects: JsonObject[]): string[] {
  const network = networkOf([namespace('shop'), pod('db'), ...objects]);
  return openingsOf(network).map(({ policy: of, pointer, to, receiver, connections }) =>
    [of.name, pointer, to, receiver.name, connectionsText(connections)].join(' '),
  );
}
const rule = (...ingress: JsonObject[]) => policy({ podSelector: {}, ingress });

test('rules for anybody, every pod and every address', () => {
  expect(
    opened(
      rule(
        { ports: [{ port: 5432 }] },
        { from: [{ namespaceSelector: {} }], ports: [{ port: 6379 }] },
        { from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 9200 }] },
      ),
    ),
  ).toEqual([
    'policy /spec/ingress/0 anybody db TCP 5432',
    'policy /spec/ingress/1 every pod db TCP 6379',
    'policy /spec/ingress/2 every address db TCP 9200',
  ]);
});

test('those for some', () => {
  expect(
    opened(
      rule(
        { from: [{ podSelector: {} }] },
        { from: [{ namespaceSelector: { matchLabels: { team: 'a' } } }] },
        { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] },
      ),
    ),
  ).toEqual([]);
});

test('what another policy refuses is not open', () => {
  const deny = calico({ order: 1, ingress: [{ action: 'Deny', protocol: 'TCP', destination: { ports: [5432] } }] }, 'deny');
  expect(opened(rule({ ports: [{ port: 5432 }, { port: 80 }] }), deny)).toEqual(['policy /spec/ingress/0 anybody db TCP 80']);
});
