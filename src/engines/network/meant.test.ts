// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Labels } from '../../model/selector.ts';
import { connectionsBetween } from './between.ts';
import { compile } from './compile.ts';
import { connectionsOf, connectionsText } from './connections.ts';
import type { Network } from './network.ts';
import { mayReach } from './may-reach.ts';
import { protectionOf } from './isolation.ts';
import { policiesSelecting } from './selecting.ts';
import { calico, networkOf, policy } from './testing.ts';
import type { Options } from './world.ts';

/** A network of these policies, with an open pod for each set of labels. */
function meaning(pods: readonly Labels[], bodies: readonly JsonObject[], options: Options = {}, open = true): Network {
  const { objects } = networkOf(bodies).world;
  const [object] = objects;
  if (object === undefined) throw new RangeError('a policy is needed');
  const meant = pods.map((labels) => ({
    object: object satisfies KubernetesObject,
    namespace: 'shop',
    labels,
    absent: new Set(['old']),
    open,
  }));
  return compile({ objects, workloads: [], meant }, options);
}

const denyEgress = policy({ podSelector: {}, policyTypes: ['Egress'] }, 'deny');
const egressOf = (labels: JsonObject, rule: JsonObject) =>
  policy({ podSelector: { matchLabels: labels }, policyTypes: ['Egress'], egress: [rule] }, 'allow');

function between(network: Network, from: number, to: number): string {
  const [a, b] = [network.endpoints[from], network.endpoints[to]];
  if (a === undefined || b === undefined) throw new RangeError('no such endpoint');
  const { allowed, unknown } = connectionsBetween(network, a, b).verdict;
  return `${connectionsText(allowed)}; unknown: ${connectionsText(unknown)}`;
}

test('labels that are not told may be any', () => {
  expect(between(meaning([{ app: 'web' }, { app: 'api' }], [denyEgress]), 0, 1)).toBe('no connections; unknown: no connections');
  const perhaps = meaning([{ app: 'web' }, { app: 'api' }], [denyEgress, egressOf({ tier: 'front' }, {})]);
  expect(between(perhaps, 0, 1)).toBe('no connections; unknown: all connections');
  const other = meaning([{ app: 'web' }, { app: 'api' }], [denyEgress, egressOf({ app: 'db' }, {})]);
  expect(between(other, 0, 1)).toBe('no connections; unknown: no connections');
});

test('a label that is surely absent, and a pod of which all labels are told', () => {
  const pods = [{ app: 'web' }, { app: 'api' }];
  expect(between(meaning(pods, [denyEgress, egressOf({ old: 'x' }, {})]), 0, 1)).toBe('no connections; unknown: no connections');
  expect(between(meaning(pods, [denyEgress, egressOf({ tier: 'front' }, {})], {}, false), 0, 1)).toBe(
    'no connections; unknown: no connections',
  );
});

test('a namespace bears no name but its own', () => {
  const from = (name: string) =>
    policy({ podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ namespaceSelector: { matchLabels: { name } } }] }] });
  const answer = (name: string, options: Options) => between(meaning([{ app: 'web' }, { app: 'api' }], [from(name)], options), 0, 1);
  expect(answer('logging', {})).toBe('no connections; unknown: all connections');
  expect(answer('logging', { nameLabels: ['name'] })).toBe('no connections; unknown: no connections');
  expect(answer('shop', { nameLabels: ['name'] })).toBe('no connections; unknown: all connections');
});

test('a name may be any port of its protocol', () => {
  const network = meaning([{ app: 'web' }, { app: 'api' }], [denyEgress, egressOf({ app: 'web' }, { ports: [{ port: 'http' }] })]);
  expect(between(network, 0, 1)).toBe('no connections; unknown: all TCP');
});

test('who selects a pod, and what its policies let out', () => {
  const network = meaning([{ app: 'web' }], [denyEgress, egressOf({ app: 'web' }, { ports: [{ port: 53, protocol: 'UDP' }] })]);
  const [pod] = network.endpoints;
  expect(pod && policiesSelecting(network, pod, 'egress').policies.map(({ name }) => name)).toEqual(['allow', 'deny']);
  expect(pod && protectionOf(network, pod, 'egress')).toBe('isolated');
  expect(pod && policiesSelecting(network, pod, 'ingress')).toEqual({ policies: [], perhaps: [] });
  expect(pod && protectionOf(network, pod, 'ingress')).toBe('unselected');
  const dns = connectionsOf('UDP', 53, 53);
  expect(pod && mayReach(network, pod, 'egress', dns, (other) => other === 'outside')).toBe('outside');
  expect(pod && mayReach(network, pod, 'egress', connectionsOf('TCP', 53, 53), () => true)).toBeUndefined();
  expect(pod && mayReach(network, pod, 'ingress', dns, (other) => other !== 'outside')).toBe(pod);
});

test('what would be refused is in doubt, or taken not to be there', () => {
  const refused = calico({ selector: 'app = "web"', egress: [{ action: 'Deny' }] });
  const answer = (options: Options) => between(meaning([{ app: 'web' }, { app: 'api' }], [refused], options), 0, 1);
  expect(answer({})).toBe('no connections; unknown: all connections');
  expect(answer({ refused: { plugin: 'absent' } })).toBe('all connections; unknown: no connections');
  const wrongPeer = policy({ podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{}], ports: [{ port: 80 }] }] });
  const inForce = meaning([{ app: 'web' }, { app: 'api' }], [wrongPeer], { refused: { kubernetes: 'enforced' } });
  expect(between(inForce, 0, 1)).toBe('no connections; unknown: TCP 80');
});
