// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { readException } from './read-exceptions.ts';
import { objectOf } from './testing.ts';

const spec = {
  checks: ['host-port'],
  objects: [{ kind: 'Deployment', namespace: 'shop', name: 'cart-*', selector: { matchLabels: { app: 'cart' } } }],
  owner: 'shop-team',
  approver: 'security-team',
  reason: 'The load balancer needs it.',
  ticket: 'SEC-7',
  expires: '2026-12-31',
};
const read = (change: JsonObject, more: JsonObject = {}) =>
  readException(
    objectOf({ apiVersion: 'rampart.dev/v1alpha1', kind: 'Exception', metadata: { name: 'e' }, spec: { ...spec, ...change }, ...more }),
    ['host-port', 'memory-limit'],
  );
const faults = (change: JsonObject, more?: JsonObject) => {
  const result = read(change, more);
  return 'faults' in result ? result.faults.map(({ path, reason }) => `${path} ${reason}`) : [];
};

test('a valid one', () => {
  expect(read({})).toMatchObject({
    name: 'e',
    checks: ['host-port'],
    owner: 'shop-team',
    ticket: 'SEC-7',
    expiresAt: Date.UTC(2027, 0, 1),
  });
  expect(faults({ checks: ['*-limit', 'host-*'], objects: [{ namespace: 'shop' }] })).toEqual([]);
});

test.each<[string, JsonObject, readonly string[]]>([
  ['the owner approves', { approver: '@Shop-Team' }, ['/spec/approver is the owner: somebody else has to approve']],
  ['nobody owns it', { owner: ' ' }, ['/spec/owner is missing']],
  ['no reason', { reason: null }, ['/spec/reason is missing']],
  ['no end', { expires: null }, ['/spec/expires is missing']],
  ['a day that is none', { expires: '2026-13-01' }, ['/spec/expires must be a day such as 2026-12-31, or an RFC 3339 time']],
  ['no check', { checks: [] }, ['/spec/checks names no check']],
  ['a check that is not', { checks: ['host-prot'] }, ['/spec/checks/0 fits no check']],
  ['no object', { objects: [] }, ['/spec/objects names no object']],
  ['everything', { objects: [{ name: '*' }] }, ['/spec/objects/0 selects everything: name a kind, namespace, name or label']],
  ['an empty selector', { objects: [{ selector: {} }] }, ['/spec/objects/0 selects everything: name a kind, namespace, name or label']],
  ['a slip', { tiket: 'x' }, ['/spec/tiket unknown field']],
  ['a slip in a pattern', { objects: [{ kind: 'Pod', nmae: 'x' }] }, ['/spec/objects/0/nmae unknown field']],
  ['a wrong type', { reason: 1 }, ['/spec/reason must be string, not number 1']],
])('%s', (_, change, expected) => {
  expect(faults(change)).toEqual(expected);
});

test('another version is refused', () => {
  expect(faults({}, { apiVersion: 'rampart.dev/v9' })).toEqual(['/apiVersion must be rampart.dev/v1alpha1']);
});
