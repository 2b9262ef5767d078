// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { breakGroups, ownersText, seenOfAll } from './break-groups.ts';
import { shopProof } from './testing.ts';

const { breaks } = shopProof(36);
const [call] = breaks.filter(({ kind }) => kind === 'API call denied');
const calls = (...whats: readonly string[]) => whats.flatMap((what) => (call === undefined ? [] : [{ ...call, what }]));

test('each break is in exactly one group', () => {
  const grouped = breakGroups(breaks).flatMap((group) => group.breaks);
  expect(grouped.toSorted((a, b) => a.key.localeCompare(b.key))).toEqual(breaks.toSorted((a, b) => a.key.localeCompare(b.key)));
});

test('one refusal of 40 workloads of a namespace is one group, another law or fault is not', () => {
  const [first, second] = breakGroups(breaks);
  expect(first?.subject).toBe('Each of 40 workloads of namespace shop');
  expect(first?.what).toBe('has its pods refused by Pod Security at the next rollout, eviction, scaling up or loss of a node');
  expect(first?.members.flatMap(({ members }) => members)).toHaveLength(40);
  expect(second?.subject).toBe('CronJob/shop/cleanup');
});

test('many things of one subject are one group, and two are not', () => {
  const [many] = breakGroups(calls('get pods', 'list pods', 'watch pods'));
  expect(many).toMatchObject({ subject: 'alice', what: 'may no longer make 3 kinds of calls' });
  expect(many?.members[0]?.members.map(({ text }) => text)).toEqual(['get pods', 'list pods', 'watch pods']);
  expect(breakGroups(calls('get pods', 'list pods'))).toHaveLength(2);
});

test('what of all was seen, and who owns how many', () => {
  const two = calls('a', 'b').map((one, index) => ({ ...one, seen: { count: 2, first: index, last: 10 + index }, owner: `o${index}` }));
  expect(seenOfAll(two)).toEqual({ count: 4, first: 0, last: 11 });
  expect(seenOfAll([])).toBeUndefined();
  expect(ownersText(two)).toBe('owners: o0 (1), o1 (1)');
  expect(ownersText(two.map((one) => ({ ...one, owner: 'x' })))).toBe('owner: x');
});
